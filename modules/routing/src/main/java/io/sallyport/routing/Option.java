package io.sallyport.routing;

import io.sallyport.catalog.Deployment;
import io.sallyport.catalog.ModelEntry;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.Signals;

/** A deployment with the model that it is of, and what is known of it right now. */
record Option(Deployment deployment, ModelEntry model, Signals.Signal signal) {

    DeploymentId id() {
        return deployment.id();
    }

    Candidate candidate() {
        return deployment.candidate(model.maxOutputTokens(), model.capabilities());
    }
}
