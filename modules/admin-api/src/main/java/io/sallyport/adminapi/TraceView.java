package io.sallyport.adminapi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is remembered of one exchange: no content. Parts are absent when the exchange ended before
 * they were known.
 *
 * @param id the request id that the caller got as {@code x-request-id}
 * @param startedAt when its head was read
 * @param durationMicros until the last byte to the caller
 * @param ttftMicros until the first content was sent to the caller
 * @param keyId the caller's key
 * @param organisation whom the key belongs to
 * @param dialect the caller's protocol
 * @param streaming whether a stream was asked for
 * @param requestedModel the name that the caller asked for
 * @param servedModel the model that answered
 * @param servedDeployment the deployment that answered
 * @param strategy by what it was routed
 * @param reason the router's one line
 * @param ending {@code answered}, {@code refused}, {@code failed}, {@code broken_off} or {@code
 *     caller_gone}
 * @param rejection the code of the rejection, when there was one
 * @param tokens what was read and written
 * @param tariffVersion the version of the prices of the deployment that answered
 * @param billedNanoUsd billed to the caller
 * @param atRiskNanoUsd what providers may charge for attempts that returned nothing
 * @param attempts every attempt, in order
 */
public record TraceView(
        String id,
        Instant startedAt,
        long durationMicros,
        OptionalLong ttftMicros,
        Optional<String> keyId,
        Optional<String> organisation,
        Optional<String> dialect,
        boolean streaming,
        Optional<String> requestedModel,
        Optional<String> servedModel,
        Optional<String> servedDeployment,
        Optional<String> strategy,
        Optional<String> reason,
        String ending,
        Optional<String> rejection,
        Tokens tokens,
        Optional<String> tariffVersion,
        long billedNanoUsd,
        long atRiskNanoUsd,
        List<AttemptView> attempts) {

    /** Copies the list. */
    public TraceView {
        attempts = List.copyOf(attempts);
    }

    /**
     * Tokens of the answer.
     *
     * @param input all input tokens, cached ones included
     * @param cachedInput the part read from a cache
     * @param cacheWrite the part written to a cache, which has a price of its own
     * @param cacheWriteHour the part of that which is kept for an hour
     * @param output output tokens, reasoning included
     * @param reasoning the part that was reasoning
     */
    public record Tokens(
            long input,
            long cachedInput,
            long cacheWrite,
            long cacheWriteHour,
            long output,
            long reasoning) {}

    /**
     * One attempt at one deployment.
     *
     * @param deployment whom it went to
     * @param outcome how it ended, for example {@code answered} or {@code timed_out}
     * @param status the upstream's HTTP status, if one came
     * @param startedAt when it began
     * @param firstByteMicros until the first byte of the response, if one came
     * @param durationMicros until it ended
     * @param inputTokens all input tokens it reported or that were estimated
     * @param outputTokens output tokens it reported or that were estimated
     * @param estimated whether the tokens were estimated by the gateway
     */
    public record AttemptView(
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
