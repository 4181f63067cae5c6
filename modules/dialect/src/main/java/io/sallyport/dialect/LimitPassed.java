package io.sallyport.dialect;

import java.io.Serial;

/**
 * What came from an upstream is larger than the gateway takes. It may well be the protocol, so that
 * it says nothing against the upstream. Its message never has any of what came.
 */
public final class LimitPassed extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /** Says what the limit is, in our own words. */
    public LimitPassed(String limit) {
        super(limit, null, false, false);
    }
}
