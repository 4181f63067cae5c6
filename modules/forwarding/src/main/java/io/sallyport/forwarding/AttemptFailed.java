package io.sallyport.forwarding;

import io.sallyport.dialect.UpstreamFault;
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
    private final boolean overOurLimit;

    AttemptFailed(
            AttemptOutcome outcome,
            Rejection rejection,
            Optional<Duration> retryAfter,
            OptionalInt status,
            boolean mayHaveCost) {
        this(outcome, rejection, retryAfter, status, mayHaveCost, false);
    }

    private AttemptFailed(
            AttemptOutcome outcome,
            Rejection rejection,
            Optional<Duration> retryAfter,
            OptionalInt status,
            boolean mayHaveCost,
            boolean overOurLimit) {
        super(outcome.name(), null, false, false);
        this.outcome = outcome;
        this.rejection = rejection;
        this.retryAfter = retryAfter;
        this.status = status;
        this.mayHaveCost = mayHaveCost;
        this.overOurLimit = overOurLimit;
    }

    static AttemptFailed of(AttemptOutcome outcome, boolean mayHaveCost) {
        return new AttemptFailed(
                outcome,
                UpstreamRejection.of(outcome, Optional.empty()),
                Optional.empty(),
                OptionalInt.empty(),
                mayHaveCost);
    }

    /** The answer is larger than we take: nothing that speaks against its deployment. */
    static AttemptFailed overOurLimit() {
        return new AttemptFailed(
                AttemptOutcome.PROTOCOL_ERROR,
                UpstreamRejection.of(AttemptOutcome.PROTOCOL_ERROR, Optional.empty()),
                Optional.empty(),
                OptionalInt.empty(),
                true,
                true);
    }

    /** An administrator stopped it while it was under way. */
    static AttemptFailed stopped(Rejection rejection) {
        return new AttemptFailed(
                AttemptOutcome.STOPPED, rejection, Optional.empty(), OptionalInt.empty(), true);
    }

    /** The gateway has no memory for the answer: nobody's fault but its own. */
    static AttemptFailed noRoom(Rejection rejection) {
        return new AttemptFailed(
                AttemptOutcome.GATEWAY_STOPPED,
                rejection,
                Optional.empty(),
                OptionalInt.empty(),
                true);
    }

    /** What an upstream's answer with this status means. */
    static AttemptFailed of(UpstreamFault fault, int status) {
        return new AttemptFailed(
                fault.outcome(),
                fault.rejection(),
                fault.retryAfter(),
                OptionalInt.of(status),
                mayHaveCost(fault));
    }

    /** What an upstream says inside its stream. */
    static AttemptFailed of(UpstreamFault fault) {
        return new AttemptFailed(
                fault.outcome(),
                fault.rejection(),
                fault.retryAfter(),
                OptionalInt.empty(),
                mayHaveCost(fault));
    }

    private static boolean mayHaveCost(UpstreamFault fault) {
        return switch (fault.outcome()) {
            case TIMED_OUT, SERVER_ERROR, PROTOCOL_ERROR, BROKEN_OFF -> true;
            case REFUSED,
                    CREDENTIAL_REFUSED,
                    RATE_LIMITED,
                    OVERLOADED,
                    CONNECT_FAILED,
                    CIRCUIT_OPEN,
                    STOPPED,
                    ANSWERED,
                    CALLER_GONE,
                    GATEWAY_STOPPED ->
                    false;
        };
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

    /** Whether it failed only because of a limit of ours. */
    boolean isOverOurLimit() {
        return overOurLimit;
    }

    /** Whether the provider may charge for it: it was sent and not refused. */
    boolean mayHaveCost() {
        return mayHaveCost;
    }

    /** Whether another candidate may do better: not if the caller is wrong or the gateway stops. */
    boolean anotherMayHelp() {
        return outcome != AttemptOutcome.REFUSED && outcome != AttemptOutcome.GATEWAY_STOPPED;
    }

    /**
     * Whether trying the same deployment again may help, when it asks for no longer wait. A limit
     * without a time would only be hit again; an answer that was not the protocol stays so.
     */
    boolean worthRepeating(Duration longestWait) {
        return switch (outcome) {
            case CONNECT_FAILED, TIMED_OUT, SERVER_ERROR, OVERLOADED ->
                    retryAfter.map(wait -> wait.compareTo(longestWait) <= 0).orElse(true);
            case RATE_LIMITED ->
                    retryAfter.map(wait -> wait.compareTo(longestWait) <= 0).orElse(false);
            case PROTOCOL_ERROR,
                    CREDENTIAL_REFUSED,
                    REFUSED,
                    BROKEN_OFF,
                    ANSWERED,
                    CIRCUIT_OPEN,
                    STOPPED,
                    CALLER_GONE,
                    GATEWAY_STOPPED ->
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
                    STOPPED,
                    CALLER_GONE,
                    GATEWAY_STOPPED ->
                    0;
        };
    }
}
