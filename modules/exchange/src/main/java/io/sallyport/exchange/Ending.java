package io.sallyport.exchange;

/** How an exchange ended for its caller. */
public enum Ending {
    /** A whole answer reached the caller. */
    ANSWERED,
    /** The gateway refused before anything was sent upstream. */
    REFUSED,
    /** No candidate answered. */
    FAILED,
    /** The answer broke off after content had reached the caller. */
    BROKEN_OFF,
    /** The caller went away. */
    CALLER_GONE
}
