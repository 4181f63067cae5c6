package io.sallyport.catalog;

import io.sallyport.exchange.Capability;
import io.sallyport.exchange.ModelId;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model as the catalogue knows it. Unknown is unknown, never 0.
 *
 * @param id its canonical name
 * @param displayName its name for people
 * @param owner who made it
 * @param capabilities what it can do
 * @param quality declared quality, 0 to 1; empty if nobody declared one
 * @param contextTokens its context window; empty if unknown
 * @param maxOutputTokens the most it can answer; empty if unknown
 * @param created when it was released
 */
public record ModelEntry(
        ModelId id,
        String displayName,
        String owner,
        Set<Capability> capabilities,
        OptionalDouble quality,
        OptionalInt contextTokens,
        OptionalInt maxOutputTokens,
        Instant created) {

    /** Copies the set; refuses a quality outside 0 to 1. */
    public ModelEntry {
        capabilities = Set.copyOf(capabilities);
        double declared = quality.orElse(0);
        if (!(declared >= 0 && declared <= 1)) {
            throw new IllegalArgumentException(id + ": quality must be between 0 and 1");
        }
    }
}
