package io.sallyport.exchange;

/**
 * What a rejection means to the caller, whatever its protocol: the closed set that every dialect
 * maps to an HTTP status and an error type of its own (switch without {@code default}).
 */
public enum Meaning {
    /** The body, a field or a value is wrong: 400. */
    INVALID,
    /** Well formed, but a feature that the chosen model or this gateway does not offer: 400. */
    UNSUPPORTED,
    /**
     * Stateful {@code thread} requests, which Anthropic SDKs answer by sending full history: 400.
     */
    THREAD_UNSUPPORTED,
    /** Input (and output) exceed the context window: 400. */
    CONTEXT_TOO_LONG,
    /** No key, an unreadable key or an unknown key: 401. */
    UNAUTHENTICATED,
    /** A key that was valid and is no more (revoked, expired); a retry cannot help: 401. */
    KEY_ENDED,
    /** The key may not do this: 403. */
    FORBIDDEN,
    /** No such model for this key: 404. */
    MODEL_NOT_FOUND,
    /** No such endpoint here: 404. */
    ENDPOINT_NOT_FOUND,
    /** The endpoint exists, the method does not: 405. */
    METHOD_NOT_ALLOWED,
    /** The body did not arrive in time: 408. */
    REQUEST_TIMEOUT,
    /** Body, string or nesting over a limit of the gateway: 413. */
    TOO_LARGE,
    /** WebSockets are not offered: 426, so that clients fall back to plain HTTP at once. */
    UPGRADE_NOT_OFFERED,
    /** Too many requests, here or at every candidate upstream: 429. */
    RATE_LIMITED,
    /** A defect of the gateway: 500. */
    INTERNAL,
    /** Every candidate upstream failed: 502. */
    UPSTREAM_FAILED,
    /** Every candidate upstream is overloaded or its circuit is open: 503 (Anthropic 529). */
    UPSTREAM_OVERLOADED,
    /** The gateway is draining or not ready: 503. */
    UNAVAILABLE,
    /** Every candidate upstream ran into its deadline: 504. */
    UPSTREAM_TIMEOUT
}
