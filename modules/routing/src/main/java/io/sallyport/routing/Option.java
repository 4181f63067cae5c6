package io.sallyport.routing;

import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.Signals;

/** A deployment that can answer the request, and what is known of it right now. */
record Option(Offer offer, Signals.Signal signal) {

    DeploymentId id() {
        return offer.id();
    }
}
