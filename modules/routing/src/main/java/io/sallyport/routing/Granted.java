package io.sallyport.routing;

import io.sallyport.exchange.Caller;
import java.util.List;
import java.util.Set;

/**
 * The deployments within a caller's grants. A granted name grants what it stands for in the
 * catalogue; {@code provider/*} grants what that provider hosts, and nothing of another provider
 * that has a model with a similar name. Automatic names grant the choice and no name: a key that
 * has nothing else leaves every deployment to the router, and can name none of them.
 */
final class Granted {
    private final Set<String> grants;
    private final boolean everything;

    Granted(Caller caller) {
        grants = caller.allowedModels();
        everything = onlyTheChoice(grants);
    }

    boolean allows(Offer offer) {
        if (everything) {
            return true;
        }
        for (String grant : grants) {
            if (offer.names().contains(grant)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any deployment of these steps is allowed. */
    boolean allowsAnyOf(List<List<Offer>> chain) {
        for (List<Offer> step : chain) {
            for (Offer offer : step) {
                if (allows(offer)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean onlyTheChoice(Set<String> grants) {
        for (String grant : grants) {
            if (!StrategyName.chooses(grant)) {
                return false;
            }
        }
        return true;
    }
}
