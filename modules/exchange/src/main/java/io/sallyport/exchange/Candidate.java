package io.sallyport.exchange;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One deployment that could serve the request, with all that the steps after the router need.
 *
 * @param deployment its id
 * @param model the model's canonical name, which the caller sees as the model that served
 * @param provider the provider that hosts it
 * @param upstreamModel the model's name at that provider
 * @param tariff its prices
 * @param maxOutputTokens the most output tokens the model can give; empty if unknown
 * @param capabilities what the model can do; a hint that it cannot take is not sent to it
 * @param refuses fields of a request in its protocol's spelling ({@code temperature}) that it
 *     answers with a 400; they are left out of what is sent to it
 */
public record Candidate(
        DeploymentId deployment,
        ModelId model,
        ProviderName provider,
        String upstreamModel,
        Tariff tariff,
        OptionalInt maxOutputTokens,
        Set<Capability> capabilities,
        Set<String> refuses) {

    /** Copies the sets. */
    public Candidate {
        capabilities = Set.copyOf(capabilities);
        refuses = Set.copyOf(refuses);
    }

    /** A candidate that can do everything and refuses nothing. */
    public Candidate(
            DeploymentId deployment,
            ModelId model,
            ProviderName provider,
            String upstreamModel,
            Tariff tariff,
            OptionalInt maxOutputTokens) {
        this(
                deployment,
                model,
                provider,
                upstreamModel,
                tariff,
                maxOutputTokens,
                EnumSet.allOf(Capability.class),
                Set.of());
    }
}
