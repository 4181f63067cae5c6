package io.sallyport.catalog;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Tariff;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One model at one provider.
 *
 * @param id its id, {@code provider/model}
 * @param model which model it is
 * @param provider who hosts it
 * @param upstreamModel the model's name at that provider
 * @param tariff what it costs there
 * @param refuses fields of a request in its protocol's spelling that it answers with a 400; they
 *     are left out
 */
public record Deployment(
        DeploymentId id,
        ModelId model,
        ProviderName provider,
        String upstreamModel,
        Tariff tariff,
        Set<String> refuses) {

    /** Copies the set; refuses a blank upstream name. */
    public Deployment {
        refuses = Set.copyOf(refuses);
        if (upstreamModel.isBlank()) {
            throw new IllegalArgumentException("upstreamModel of " + id + " is blank");
        }
    }

    /** A deployment that refuses nothing. */
    public Deployment(
            DeploymentId id,
            ModelId model,
            ProviderName provider,
            String upstreamModel,
            Tariff tariff) {
        this(id, model, provider, upstreamModel, tariff, Set.of());
    }

    /** This deployment as a step after the router needs it. */
    public Candidate candidate(OptionalInt maxOutputTokens, Set<Capability> capabilities) {
        return new Candidate(
                id, model, provider, upstreamModel, tariff, maxOutputTokens, capabilities, refuses);
    }
}
