package io.sallyport.exchange;

import java.util.Set;

/**
 * Who is asking.
 *
 * @param key the key it came with
 * @param organisation whom the key belongs to
 * @param allowedModels names of models, or {@code provider/*} patterns; empty = every model
 */
public record Caller(KeyId key, OrganisationId organisation, Set<String> allowedModels) {

    /** Copies the set. */
    public Caller {
        allowedModels = Set.copyOf(allowedModels);
    }
}
