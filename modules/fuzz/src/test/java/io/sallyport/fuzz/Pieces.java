package io.sallyport.fuzz;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A peer that sends its bytes in pieces. Where they are cut follows from the bytes alone, so that
 * an input which fails does so again.
 */
public class Pieces extends ByteArrayInputStream {
    private final SplittableRandom random;
    private final int largest;

    /** These bytes in pieces. */
    public Pieces(byte[] bytes) {
        super(bytes);
        random = new SplittableRandom(Arrays.hashCode(bytes));
        largest = 1 << random.nextInt(8);
    }

    /** How many bytes came so far. */
    public synchronized int came() {
        return pos;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, random.nextInt(1, largest + 1)));
    }
}
