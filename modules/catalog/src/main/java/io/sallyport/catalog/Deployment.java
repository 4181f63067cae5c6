package io.sallyport.catalog;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Tariff;
import java.util.OptionalInt;

/** One model at one provider with one set of credentials; several of one model form a pool. */
public record Deployment(
        DeploymentId id,
        ModelId model,
        ProviderName provider,
        String upstreamModel,
        Tariff tariff) {

    /** This deployment as a candidate of a plan. */
    public Candidate candidate(OptionalInt maxOutputTokens) {
        return new Candidate(id, model, provider, upstreamModel, tariff, maxOutputTokens);
    }
}
