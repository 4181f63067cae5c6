package io.sallyport.exchange;

import java.util.OptionalInt;

/**
 * One deployment that could serve the request, with all that the steps after the router need.
 *
 * @param deployment its id
 * @param model the model's canonical name, which the caller sees as the model that served
 * @param provider the provider that hosts it
 * @param upstreamModel the model's name at that provider
 * @param tariff its prices
 * @param maxOutputTokens the most output tokens the model can give; empty if unknown
 */
public record Candidate(
        DeploymentId deployment,
        ModelId model,
        ProviderName provider,
        String upstreamModel,
        Tariff tariff,
        OptionalInt maxOutputTokens) {}
