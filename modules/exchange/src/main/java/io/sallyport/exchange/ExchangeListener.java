package io.sallyport.exchange;

/**
 * Watches exchanges: metrics and tracing subscribe here, so that they stay off the path. Rules for
 * implementations: be fast, take no lock that a request could wait for, never throw, never call
 * back. Called on the thread of the exchange.
 */
public interface ExchangeListener {

    /** Hears nothing. */
    ExchangeListener NONE = new ExchangeListener() {};

    /** A request came in and its caller is known. */
    default void started(Shape shape) {}

    /** An attempt ended; {@code failover} is true when another candidate follows it. */
    default void attempted(Attempt attempt, boolean failover) {}

    /** The exchange ended. */
    default void ended(Exchange exchange) {}
}
