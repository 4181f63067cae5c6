package io.sallyport.catalog;

import io.sallyport.exchange.Capability;
import io.sallyport.exchange.ModelId;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One model, whoever hosts it. What is not known is absent, never guessed.
 *
 * @param id its canonical name
 * @param displayName its name for people
 * @param owner who made it
 * @param capabilities what it can do; what is not named here it cannot do
 * @param quality declared quality, 0 (worst) to 1 (best)
 * @param contextTokens most tokens of input and output together
 * @param maxOutputTokens most output tokens of one answer
 * @param created when the model was published
 * @param automatic whether {@code auto} may choose it; if not it serves only whoever names it
 */
public record ModelEntry(
        ModelId id,
        String displayName,
        String owner,
        Set<Capability> capabilities,
        OptionalDouble quality,
        OptionalInt contextTokens,
        OptionalInt maxOutputTokens,
        Instant created,
        boolean automatic) {

    /** Copies the set; refuses a quality outside 0 to 1 and token limits below 1. */
    public ModelEntry {
        capabilities = Set.copyOf(capabilities);
        if (quality.isPresent() && !(quality.getAsDouble() >= 0 && quality.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("quality of " + id + " must be from 0 to 1");
        }
        if (contextTokens.orElse(1) < 1 || maxOutputTokens.orElse(1) < 1) {
            throw new IllegalArgumentException("token limits of " + id + " must be 1 or more");
        }
    }
}
