package io.sallyport.routing;

import io.sallyport.exchange.Caller;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Signals;

/**
 * All that a routing decision depends on; the same question has always the same answer.
 *
 * @param caller who asks; bounds what may be chosen
 * @param shape what is asked
 * @param signals what is known right now about the deployments
 */
public record Question(Caller caller, Shape shape, Signals signals) {}
