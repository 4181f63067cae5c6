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
 */
public record Candidate(
        DeploymentId deployment,
        ModelId model,
        ProviderName provider,
        String upstreamModel,
        Tariff tariff,
        OptionalInt maxOutputTokens,
        Set<Capability> capabilities) {

    /** Copies the set. */
    public Candidate {
        capabilities = Set.copyOf(capabilities);
    }

    /** A candidate that can do everything. */
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
                EnumSet.allOf(Capability.class));
    }
}
