package io.sallyport.exchange;

/** How one attempt at one deployment ended. */
public enum AttemptOutcome {
    /** A whole answer was returned. */
    ANSWERED,
    /** Its circuit breaker was open; nothing was sent. */
    CIRCUIT_OPEN,
    /** An administrator had stopped it, or stopped it before the first content. */
    STOPPED,
    /** No connection, or it was lost before a response came. */
    CONNECT_FAILED,
    /** A deadline passed: connect, first byte, idle or total; or the upstream said 408 or 504. */
    TIMED_OUT,
    /** The upstream said 429. */
    RATE_LIMITED,
    /** The upstream said that it is overloaded (503, 529 or its own word for it). */
    OVERLOADED,
    /** The upstream failed (other 5xx, 404, 405, 409). */
    SERVER_ERROR,
    /** The upstream refused the request as wrong (other 4xx). */
    REFUSED,
    /** The upstream refused our credential (401, 402, 403). */
    CREDENTIAL_REFUSED,
    /** What came was not the protocol: garbage, HTML, a cut or oversized body. */
    PROTOCOL_ERROR,
    /** The stream broke after content had reached the caller. */
    BROKEN_OFF,
    /** The caller went away and the attempt was cancelled. */
    CALLER_GONE,
    /** The gateway cancelled it: it stopped, or had no memory left for the answer. */
    GATEWAY_STOPPED
}
