package io.sallyport.forwarding;

import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Charge;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the attempts of one request have come to: who was asked, what is at risk, what to tell a
 * caller whom nobody answered. Only a result that reached the caller is billed.
 */
final class Account {
    private static final Duration LEAST_WAIT = Duration.ofSeconds(1);
    private static final Duration MOST_WAIT = Duration.ofSeconds(60);

    private final ExchangeListener listener;
    private final List<Attempt> attempts = new ArrayList<>();
    private NanoUsd atRisk = NanoUsd.ZERO;
    private @Nullable AttemptFailed mostTelling;
    private Duration soonestProbe = MOST_WAIT;
    private boolean passedOver;
    private @Nullable Rejection heldBack;

    Account(ExchangeListener listener) {
        this.listener = listener;
    }

    int attempts() {
        return attempts.size();
    }

    void remember(Attempt attempt) {
        attempts.add(attempt);
        listener.attempted(attempt);
    }

    /** A candidate was passed over, because its circuit is open for so long. */
    void passedOver(Attempt notMade, Duration untilProbe) {
        passedOver = true;
        soonestProbe = untilProbe.compareTo(soonestProbe) < 0 ? untilProbe : soonestProbe;
        listener.attempted(notMade);
    }

    /** A candidate was passed over, because of what an administrator stopped. */
    void heldBack(Attempt notMade, Rejection why) {
        heldBack = why;
        listener.attempted(notMade);
    }

    /** Whether a later try may find a candidate that could not be asked now. */
    boolean passedAnyOver() {
        return passedOver || heldBack != null;
    }

    /** The caller has seen nothing of this attempt. */
    void failed(AttemptFailed why, Meter meter) {
        if (why.mayHaveCost()) {
            atRisk = atRisk.plus(meter.cost());
        }
        if (mostTelling == null || why.telling() >= mostTelling.telling()) {
            mostTelling = why;
        }
    }

    /** What to tell when no candidate is left: what the most telling failure says. */
    Rejection lastWord() {
        AttemptFailed last = mostTelling;
        if (last != null) {
            return last.rejection();
        }
        Rejection stopped = heldBack;
        if (stopped != null && !passedOver) {
            return stopped;
        }
        Duration wait = soonestProbe.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : soonestProbe;
        return UpstreamRejection.of(AttemptOutcome.CIRCUIT_OPEN, Optional.of(wait));
    }

    Sent answered(AttemptState.Answered answered, Meter meter) {
        return sent(
                meter,
                Ending.ANSWERED,
                Optional.empty(),
                new Charge(meter.cost(), atRisk),
                answered.firstContentAt());
    }

    /** The caller left: it is billed for its input and what it had received. */
    Sent callerLeft(AttemptState.CallerLeft left, Meter meter) {
        Charge charge =
                left.firstContentAt().isPresent()
                        ? new Charge(meter.cost(), atRisk)
                        : new Charge(NanoUsd.ZERO, atRisk.plus(meter.cost()));
        return sent(meter, Ending.CALLER_GONE, Optional.empty(), charge, left.firstContentAt());
    }

    /** The answer broke off; {@code told} is false when the caller was not there to hear it. */
    Sent brokenOff(Rejection rejection, boolean told, Instant firstContentAt, Meter meter) {
        return sent(
                meter,
                told ? Ending.BROKEN_OFF : Ending.CALLER_GONE,
                Optional.of(rejection),
                new Charge(NanoUsd.ZERO, atRisk.plus(meter.cost())),
                Optional.of(firstContentAt));
    }

    private Sent sent(
            Meter meter,
            Ending ending,
            Optional<Rejection> rejection,
            Charge charge,
            Optional<Instant> firstContentAt) {
        return new Sent(
                attempts,
                Optional.of(meter.candidate()),
                ending,
                rejection,
                meter.usage(),
                charge,
                firstContentAt);
    }

    /** The gateway counted by itself, in the name of this candidate. */
    Sent estimated(Candidate candidate) {
        return unserved(Optional.of(candidate), Ending.ANSWERED, Optional.empty());
    }

    /** Nobody answered. */
    Sent refused(Rejection rejection) {
        return unserved(Optional.empty(), Ending.FAILED, Optional.of(rejection));
    }

    /** The caller left between two attempts, or before it could be told. */
    Sent unheard() {
        return unserved(Optional.empty(), Ending.CALLER_GONE, Optional.empty());
    }

    private Sent unserved(
            Optional<Candidate> candidate, Ending ending, Optional<Rejection> rejection) {
        return new Sent(
                attempts,
                candidate,
                ending,
                rejection,
                Usage.NONE,
                new Charge(NanoUsd.ZERO, atRisk),
                Optional.empty());
    }
}
