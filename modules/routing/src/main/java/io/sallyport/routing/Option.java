package io.sallyport.routing;

import io.sallyport.catalog.Deployment;
import io.sallyport.catalog.ModelEntry;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;

/** A deployment with the model that it is of. */
record Option(Deployment deployment, ModelEntry model) {

    DeploymentId id() {
        return deployment.id();
    }

    Candidate candidate() {
        return deployment.candidate(model.maxOutputTokens(), model.capabilities());
    }
}
