package io.sallyport.appliance;

import io.sallyport.catalog.Catalog;
import io.sallyport.catalog.Deployment;
import io.sallyport.catalog.ModelEntry;
import io.sallyport.provider.Provider;
import io.sallyport.provider.Providers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The models of a configuration and where they are hosted.
 *
 * @param providers the upstreams
 * @param models the models, whoever hosts them
 * @param deployments which provider hosts which model
 * @param aliases other names, each for an ordered chain of names
 */
record DeclaredModels(
        List<Provider> providers,
        List<ModelEntry> models,
        List<Deployment> deployments,
        Map<String, List<String>> aliases) {

    /** No model at all. */
    static final DeclaredModels NONE =
            new DeclaredModels(List.of(), List.of(), List.of(), Map.of());

    /** Copies everything; the order of the aliases stays. */
    DeclaredModels {
        providers = List.copyOf(providers);
        models = List.copyOf(models);
        deployments = List.copyOf(deployments);
        aliases = new LinkedHashMap<>(aliases);
    }

    /** These and others together. */
    DeclaredModels and(DeclaredModels more) {
        Map<String, List<String>> allAliases = new LinkedHashMap<>(aliases);
        allAliases.putAll(more.aliases);
        return new DeclaredModels(
                joined(providers, more.providers),
                joined(models, more.models),
                joined(deployments, more.deployments),
                allAliases);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** The catalogue; {@link IllegalArgumentException} with a line for every clash of names. */
    Catalog catalog() {
        return new Catalog(models, deployments, aliases);
    }

    /** The upstreams by name; {@link IllegalArgumentException} when two have one name. */
    Providers upstreams() {
        return new Providers(providers);
    }
}
