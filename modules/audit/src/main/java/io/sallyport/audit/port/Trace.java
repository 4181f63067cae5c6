package io.sallyport.audit.port;

import io.sallyport.exchange.Ending;
import io.sallyport.exchange.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is remembered of one exchange: no content, only names, times, tokens and money.
 *
 * @param id the gateway's id of the exchange
 * @param startedAt when its head was read (UTC, microseconds)
 * @param durationMicros until the last byte to the caller
 * @param keyId the caller's key; empty when it was never identified
 * @param organisation whom the key belongs to
 * @param dialect the caller's protocol; empty when it was never known
 * @param requestedModel the name that the caller asked for
 * @param servedModel the model that answered
 * @param servedDeployment the deployment that answered
 * @param streaming whether a stream was asked for
 * @param strategy by what it was routed
 * @param reason the router's one line
 * @param ending how it ended for the caller
 * @param rejection the code of the rejection, when it was refused or failed
 * @param inputTokens all input tokens, cached ones included
 * @param cachedInputTokens the part read from a cache
 * @param cacheWriteTokens the part written to a cache, which has a price of its own
 * @param cacheWriteHourTokens the part of that which is kept for an hour, with a price of its own
 * @param outputTokens output tokens, reasoning included
 * @param reasoningTokens the part that was reasoning
 * @param tariffVersion the version of the prices of the deployment that answered
 * @param billedNanoUsd billed to the caller
 * @param atRiskNanoUsd what providers may charge for attempts that returned nothing
 * @param ttftMicros from start to the first content sent to the caller
 * @param attempts every attempt, in order
 */
public record Trace(
        RequestId id,
        Instant startedAt,
        long durationMicros,
        Optional<String> keyId,
        Optional<String> organisation,
        Optional<String> dialect,
        Optional<String> requestedModel,
        Optional<String> servedModel,
        Optional<String> servedDeployment,
        boolean streaming,
        Optional<String> strategy,
        Optional<String> reason,
        Ending ending,
        Optional<String> rejection,
        long inputTokens,
        long cachedInputTokens,
        long cacheWriteTokens,
        long cacheWriteHourTokens,
        long outputTokens,
        long reasoningTokens,
        Optional<String> tariffVersion,
        long billedNanoUsd,
        long atRiskNanoUsd,
        OptionalLong ttftMicros,
        List<TracedAttempt> attempts) {

    /** Copies the list. */
    public Trace {
        attempts = List.copyOf(attempts);
    }

    /**
     * One attempt at one deployment.
     *
     * @param deployment whom it went to
     * @param outcome the name of the {@link io.sallyport.exchange.AttemptOutcome}
     * @param status the upstream's HTTP status, if one came
     * @param startedAt when it began
     * @param firstByteMicros until the first byte of the response, if one came
     * @param durationMicros until it ended
     * @param inputTokens all input tokens it reported or that were estimated
     * @param outputTokens output tokens it reported or that were estimated
     * @param estimated whether the tokens were estimated by the gateway
     */
    public record TracedAttempt(
            String deployment,
            String outcome,
            OptionalInt status,
            Instant startedAt,
            OptionalLong firstByteMicros,
            long durationMicros,
            long inputTokens,
            long outputTokens,
            boolean estimated) {}
}
