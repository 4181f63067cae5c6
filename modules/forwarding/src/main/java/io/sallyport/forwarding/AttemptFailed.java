package io.sallyport.forwarding;

import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Rejection;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** An attempt did not return a whole answer. Never leaves the module. */
final class AttemptFailed extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final AttemptOutcome outcome;
    private final transient Rejection rejection;
    private final transient Optional<Duration> retryAfter;
    private final transient OptionalInt status;
    private final boolean mayHaveCost;

    AttemptFailed(
            AttemptOutcome outcome,
            Rejection rejection,
            Optional<Duration> retryAfter,
            OptionalInt status,
            boolean mayHaveCost) {
        super(outcome.name(), null, false, false);
        this.outcome = outcome;
        this.rejection = rejection;
        this.retryAfter = retryAfter;
        this.status = status;
        this.mayHaveCost = mayHaveCost;
    }

    static AttemptFailed of(AttemptOutcome outcome, boolean mayHaveCost) {
        return new AttemptFailed(
                outcome,
                UpstreamRejection.of(outcome, Optional.empty()),
                Optional.empty(),
                OptionalInt.empty(),
                mayHaveCost);
    }

    AttemptOutcome outcome() {
        return outcome;
    }

    Rejection rejection() {
        return rejection;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    OptionalInt status() {
        return status;
    }

    /** Whether the provider may charge for it: it was sent and not refused. */
    boolean mayHaveCost() {
        return mayHaveCost;
    }

    /** Whether another candidate may do better: everything but the caller's own mistake. */
    boolean anotherMayHelp() {
        return outcome != AttemptOutcome.REFUSED;
    }

    /** Whether trying the same deployment again may help, when it asks for no longer wait. */
    boolean worthRepeating(Duration longestWait) {
        return switch (outcome) {
            case CONNECT_FAILED, SERVER_ERROR, OVERLOADED, RATE_LIMITED ->
                    retryAfter
                            .map(wait -> wait.compareTo(longestWait) <= 0)
                            .orElse(outcome != AttemptOutcome.RATE_LIMITED);
            case TIMED_OUT,
                    PROTOCOL_ERROR,
                    CREDENTIAL_REFUSED,
                    REFUSED,
                    BROKEN_OFF,
                    ANSWERED,
                    CIRCUIT_OPEN,
                    CALLER_GONE ->
                    false;
        };
    }

    /**
     * How much it tells a caller: a 429 or overload with its waiting time more than "it failed".
     */
    int telling() {
        return switch (outcome) {
            case RATE_LIMITED -> 3;
            case OVERLOADED -> 2;
            case TIMED_OUT -> 1;
            case CONNECT_FAILED,
                    SERVER_ERROR,
                    PROTOCOL_ERROR,
                    CREDENTIAL_REFUSED,
                    REFUSED,
                    BROKEN_OFF,
                    ANSWERED,
                    CIRCUIT_OPEN,
                    CALLER_GONE ->
                    0;
        };
    }
}
