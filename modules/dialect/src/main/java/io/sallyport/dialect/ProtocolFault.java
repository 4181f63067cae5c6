package io.sallyport.dialect;

import java.io.Serial;

/** What came from an upstream is not the protocol. Its message never has any of what came. */
public final class ProtocolFault extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /** Says what was expected, in our own words. */
    public ProtocolFault(String expected) {
        super(expected, null, false, false);
    }
}
