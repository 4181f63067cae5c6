package io.sallyport.exchange;

import java.util.Set;

/**
 * Who is asking.
 *
 * @param key the key it came with
 * @param organisation whom the key belongs to
 * @param allowedModels names of models, {@code provider/*} patterns, or {@code auto} (the router
 *     may choose, see {@link StrategyName}); empty = every model
 */
public record Caller(KeyId key, OrganisationId organisation, Set<String> allowedModels) {

    /** Copies the set. */
    public Caller {
        allowedModels = Set.copyOf(allowedModels);
    }

    /**
     * Whether this name (a canonical name, an alias or {@code provider/model}) is within the
     * grants: granted as written, or by the {@code provider/*} pattern of what stands before its
     * first slash.
     */
    public boolean mayUse(String modelName) {
        if (allowedModels.isEmpty() || allowedModels.contains(modelName)) {
            return true;
        }
        int slash = modelName.indexOf('/');
        return slash > 0 && allowedModels.contains(modelName.substring(0, slash) + "/*");
    }
}
