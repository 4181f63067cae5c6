package io.sallyport.routing;

import io.sallyport.catalog.Catalog;
import io.sallyport.catalog.Deployment;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.DeploymentId;
import java.util.HashSet;
import java.util.Set;

/**
 * The deployments within a caller's grants. A granted name grants what it stands for in the
 * catalogue; {@code provider/*} grants what that provider hosts, and nothing of another provider
 * that has a model with a similar name. Automatic names grant the choice and no name: a key that
 * has nothing else leaves every deployment to the router, and can name none of them.
 */
final class Granted {
    private static final String EVERYTHING_OF = "/*";

    private final boolean everything;
    private final Set<String> providers = new HashSet<>();
    private final Set<DeploymentId> deployments = new HashSet<>();

    Granted(Caller caller, Catalog catalog) {
        everything = caller.allowedModels().stream().allMatch(StrategyName::chooses);
        for (String grant : caller.allowedModels()) {
            if (grant.endsWith(EVERYTHING_OF)) {
                providers.add(grant.substring(0, grant.length() - EVERYTHING_OF.length()));
            }
            catalog.resolve(grant).forEach(granted -> deployments.add(granted.id()));
        }
    }

    boolean allows(Deployment deployment) {
        return everything
                || deployments.contains(deployment.id())
                || providers.contains(deployment.provider().value());
    }
}
