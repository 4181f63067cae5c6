package io.sallyport.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A finished exchange without its content: what audit, metrics and the caller's headers are made
 * of. Parts are absent when the exchange ended before they were known.
 *
 * @param id the gateway's id
 * @param startedAt when the head was read
 * @param duration until the last byte to the caller
 * @param caller who asked
 * @param shape what was asked
 * @param route what the router decided
 * @param attempts every attempt in order
 * @param served the candidate that answered
 * @param ending how it ended
 * @param rejection the code of the rejection, when it was refused or failed
 * @param usage tokens of the answer; {@link Usage#NONE} if there was none
 * @param charge what it costs
 * @param timeToFirstToken from start to the first content sent to the caller
 */
public record Exchange(
        RequestId id,
        Instant startedAt,
        Duration duration,
        Optional<Caller> caller,
        Optional<Shape> shape,
        Optional<RoutePlan> route,
        List<Attempt> attempts,
        Optional<Candidate> served,
        Ending ending,
        Optional<String> rejection,
        Usage usage,
        Charge charge,
        Optional<Duration> timeToFirstToken) {

    /** Copies the list. */
    public Exchange {
        attempts = List.copyOf(attempts);
    }
}
