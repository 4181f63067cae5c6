package io.sallyport.routing;

import io.sallyport.catalog.Catalog;
import io.sallyport.catalog.Deployment;
import io.sallyport.exchange.DeploymentId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The catalogue as decisions read it: made once, so that a plan looks things up and works nothing
 * out. Immutable.
 */
final class Offers {
    private static final String EVERYTHING_OF = "/*";

    private final Map<String, List<List<Offer>>> chains = new HashMap<>();
    private final List<Offer> automatic;

    Offers(Catalog catalog) {
        Map<DeploymentId, Offer> offers = offers(catalog);
        for (String name : catalog.names()) {
            chains.put(
                    name, catalog.chain(name).stream().map(step -> offers(step, offers)).toList());
        }
        automatic =
                offers(catalog.deployments(), offers).stream()
                        .filter(each -> each.model().automatic())
                        .toList();
    }

    /** What this name stands for, step by step; no step for an unknown name. */
    List<List<Offer>> chain(String name) {
        return chains.getOrDefault(name, List.of());
    }

    /** What is not kept for those who name it. */
    List<Offer> automatic() {
        return automatic;
    }

    private static List<Offer> offers(List<Deployment> step, Map<DeploymentId, Offer> offers) {
        return step.stream().map(each -> offers.get(each.id())).toList();
    }

    private static Map<DeploymentId, Offer> offers(Catalog catalog) {
        Map<DeploymentId, Set<String>> granting = granting(catalog);
        Map<DeploymentId, Offer> offers = new HashMap<>();
        for (Deployment each : catalog.deployments()) {
            offers.put(
                    each.id(),
                    new Offer(
                            each,
                            catalog.model(each.model()).orElseThrow(),
                            granting.getOrDefault(each.id(), Set.of())));
        }
        return offers;
    }

    private static Map<DeploymentId, Set<String>> granting(Catalog catalog) {
        Map<DeploymentId, Set<String>> names = new HashMap<>();
        for (Deployment each : catalog.deployments()) {
            names.computeIfAbsent(each.id(), any -> new HashSet<>())
                    .add(each.provider() + EVERYTHING_OF);
        }
        for (String name : catalog.names()) {
            for (Deployment each : catalog.resolve(name)) {
                names.computeIfAbsent(each.id(), any -> new HashSet<>()).add(name);
            }
        }
        return names;
    }
}
