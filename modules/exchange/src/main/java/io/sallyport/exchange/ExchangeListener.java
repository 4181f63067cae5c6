package io.sallyport.exchange;

/**
 * Watches exchanges: metrics and tracing subscribe here, so that they stay off the path. Rules for
 * implementations: be fast, take no lock that a request could wait for, never throw, never call
 * back. Called on the thread of the exchange.
 */
public interface ExchangeListener {

    /** Hears nothing. */
    ExchangeListener NONE = new ExchangeListener() {};

    /** An attempt ended, or was not made because the circuit of its deployment is open. */
    default void attempted(Attempt attempt) {}

    /** The exchange ended. */
    default void ended(Exchange exchange) {}
}
