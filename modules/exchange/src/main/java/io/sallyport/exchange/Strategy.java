package io.sallyport.exchange;

/** By what the router chooses among models that could answer. */
public enum Strategy {
    /** The cheapest that is good enough. */
    COST_FIRST,
    /** The best. */
    PERFORMANCE_FIRST,
    /** The fastest to answer. */
    LATENCY_FIRST,
    /** A weighing of the three. */
    BALANCED,
    /** The caller named the model; nothing is chosen. */
    EXPLICIT
}
