package io.sallyport.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt at one deployment, as it is remembered: no content.
 *
 * @param candidate whom it went to
 * @param startedAt when it began
 * @param outcome how it ended
 * @param status the upstream's HTTP status, if one came
 * @param firstByte time from start to the first byte of the response, if one came
 * @param duration time from start to end
 * @param usage tokens that the upstream reported or that were estimated; {@link Usage#NONE} if none
 * @param estimated whether {@code usage} was estimated by the gateway
 */
public record Attempt(
        Candidate candidate,
        Instant startedAt,
        AttemptOutcome outcome,
        OptionalInt status,
        Optional<Duration> firstByte,
        Duration duration,
        Usage usage,
        boolean estimated) {}
