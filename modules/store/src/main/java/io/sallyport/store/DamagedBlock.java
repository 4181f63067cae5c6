package io.sallyport.store;

import java.io.Serial;

/**
 * The bytes of a block are not what was written. Checked, so that every reader decides what becomes
 * of the rest.
 */
final class DamagedBlock extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    DamagedBlock(String why) {
        super(why);
    }
}
