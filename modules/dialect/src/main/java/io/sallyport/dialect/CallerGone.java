package io.sallyport.dialect;

import java.io.Serial;

/** The caller closed its connection; what is under way for it is cancelled. */
public final class CallerGone extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /** Has no message: nobody is left to read it. */
    public CallerGone() {
        super(null, null, false, false);
    }
}
