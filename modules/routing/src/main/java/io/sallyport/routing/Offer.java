package io.sallyport.routing;

import io.sallyport.catalog.Deployment;
import io.sallyport.catalog.ModelEntry;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import java.util.Set;

/**
 * All that a decision wants to know of a deployment, as far as it stands in the catalogue.
 *
 * @param quality the model's quality for people
 * @param names the names that grant it, {@code provider/*} among them
 */
record Offer(
        Deployment deployment,
        ModelEntry model,
        Candidate candidate,
        String quality,
        Set<String> names) {

    Offer(Deployment deployment, ModelEntry model, Set<String> names) {
        this(
                deployment,
                model,
                deployment.candidate(model.maxOutputTokens(), model.capabilities()),
                Facts.quality(model.quality()),
                Set.copyOf(names));
    }

    DeploymentId id() {
        return deployment.id();
    }
}
