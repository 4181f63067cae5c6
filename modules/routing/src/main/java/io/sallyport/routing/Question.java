package io.sallyport.routing;

import io.sallyport.exchange.Caller;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Signals;

/**
 * All that a decision depends on: who asks, what is asked, and how the deployments are right now.
 */
public record Question(Caller caller, Shape shape, Signals signals) {}
