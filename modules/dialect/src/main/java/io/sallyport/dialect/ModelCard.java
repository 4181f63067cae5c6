package io.sallyport.dialect;

import io.sallyport.exchange.Capability;
import io.sallyport.exchange.ModelId;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;

/** A model as {@code GET /v1/models} shows it. */
public record ModelCard(
        ModelId id,
        String displayName,
        String owner,
        Instant created,
        OptionalInt contextTokens,
        OptionalInt maxOutputTokens,
        Set<Capability> capabilities) {

    /** Copies the set. */
    public ModelCard {
        capabilities = Set.copyOf(capabilities);
    }
}
