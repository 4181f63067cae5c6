package io.sallyport.forwarding;

import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.time.Duration;
import java.util.Optional;

/** What a caller is told when no candidate answered: our words, whatever the upstreams said. */
record UpstreamRejection(
        String code, Meaning meaning, String message, Optional<Duration> retryAfter)
        implements Rejection {

    static UpstreamRejection of(AttemptOutcome outcome, Optional<Duration> retryAfter) {
        return switch (outcome) {
            case TIMED_OUT ->
                    new UpstreamRejection(
                            "upstream_timeout",
                            Meaning.UPSTREAM_TIMEOUT,
                            "The model did not answer in time. Try again, or ask for another model or fewer output tokens.",
                            retryAfter);
            case RATE_LIMITED ->
                    new UpstreamRejection(
                            "rate_limit_exceeded",
                            Meaning.RATE_LIMITED,
                            "Every provider of this model limits our rate right now. Try again later.",
                            orSecond(retryAfter));
            case OVERLOADED, CIRCUIT_OPEN ->
                    new UpstreamRejection(
                            "upstream_overloaded",
                            Meaning.UPSTREAM_OVERLOADED,
                            "Every provider of this model is overloaded or was failing a moment ago. Try again later, or ask for another model.",
                            orSecond(retryAfter));
            case CONNECT_FAILED, SERVER_ERROR, CREDENTIAL_REFUSED, PROTOCOL_ERROR, BROKEN_OFF ->
                    new UpstreamRejection(
                            "upstream_failed",
                            Meaning.UPSTREAM_FAILED,
                            "The model's provider failed. Try again, or ask for another model; the administrator sees the attempts in the trace of this request id.",
                            orSecond(retryAfter));
            case GATEWAY_STOPPED ->
                    new UpstreamRejection(
                            "draining",
                            Meaning.UNAVAILABLE,
                            "This gateway stopped while the call was under way. Try again in a moment.",
                            orSecond(retryAfter));
            case ANSWERED, REFUSED, STOPPED, CALLER_GONE ->
                    throw new IllegalArgumentException("not a failure of an upstream: " + outcome);
        };
    }

    private static Optional<Duration> orSecond(Optional<Duration> retryAfter) {
        return Optional.of(retryAfter.orElse(Duration.ofSeconds(1)));
    }
}
