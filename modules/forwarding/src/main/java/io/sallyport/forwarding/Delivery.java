package io.sallyport.forwarding;

import io.sallyport.dialect.CallerGone;
import io.sallyport.dialect.Reply;
import io.sallyport.dialect.Served;
import io.sallyport.dialect.UpstreamBody;
import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Charge;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Usage;
import io.sallyport.exchange.content.ChatRequest;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.exchange.content.TokenCountRequest;
import io.sallyport.provider.Provider;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request through the candidates of its plan; the loop is {@link #deliver}. Confined
 * to the thread of its exchange.
 */
final class Delivery {
    private static final long RETRY_NANOS = 100_000_000;

    private final Forwarder.Tools tools;
    private final Function<Candidate, Health> healthOf;
    private final RoutePlan plan;
    private final ModelRequest request;
    private final Forwarder.Caller caller;
    private final Reply reply;
    private final Deque<Candidate> left;
    private final List<Attempt> attempts = new ArrayList<>();
    private boolean retried;
    private NanoUsd atRisk = NanoUsd.ZERO;
    private @Nullable AttemptFailed mostTelling;
    private @Nullable Rejected inexpressible;
    private Duration soonestProbe = Duration.ofSeconds(60);

    Delivery(
            Forwarder.Tools tools,
            Function<Candidate, Health> healthOf,
            RoutePlan plan,
            ModelRequest request,
            Forwarder.Caller caller) {
        this.tools = tools;
        this.healthOf = healthOf;
        this.plan = plan;
        this.left = new ArrayDeque<>(plan.candidates());
        this.request = request;
        this.caller = caller;
        this.reply = caller.reply();
        if (request.shape().streaming()) {
            caller.streams();
        }
    }

    Sent deliver() {
        while (!left.isEmpty() && attempts.size() < tools.rules().maxAttempts()) {
            Candidate candidate = left.removeFirst();
            Optional<UpstreamBody> body = encode(candidate);
            if (body.isEmpty()) {
                if (request instanceof TokenCountRequest && inexpressible == null) {
                    return estimated(candidate);
                }
                continue;
            }
            Health health = healthOf.apply(candidate);
            Optional<Breaker.Admission> admission = health.breaker().admits();
            if (admission.isEmpty()) {
                skip(candidate, health);
                continue;
            }
            Optional<Sent> ended;
            try {
                ended = tried(candidate, body.get(), health, admission.get());
            } finally {
                // Does nothing once the attempt has said how it ended: a probe is never lost.
                health.breaker().undecided(admission.get());
            }
            if (ended.isPresent()) {
                return ended.get();
            }
        }
        return nobodyAnswered();
    }

    /** One attempt; empty when the next candidate is to be tried. */
    private Optional<Sent> tried(
            Candidate candidate, UpstreamBody body, Health health, Breaker.Admission admission) {
        Trial trial = new Trial(tools, request, candidate, health, caller);
        try {
            reply.servedBy(new Served(candidate, attempts.size() + 1, plan));
            trial.run(body);
            health.breaker().succeeded(admission);
            remember(trial.attempt(AttemptOutcome.ANSWERED), false);
            return Optional.of(answered(trial));
        } catch (CallerGone gone) {
            health.breaker().undecided(admission);
            remember(trial.attempt(AttemptOutcome.CALLER_GONE), false);
            return Optional.of(callerGone(trial));
        } catch (AttemptFailed failed) {
            judge(failed, health.breaker(), admission);
            return afterFailure(trial, failed);
        }
    }

    private Optional<Sent> afterFailure(Trial trial, AttemptFailed failed) {
        if (reply.committed()) {
            remember(trial.attempt(AttemptOutcome.BROKEN_OFF), false);
            return Optional.of(brokenOff(trial, failed));
        }
        reply.discard();
        addRisk(trial, failed);
        // One internal retry, for an only candidate: clients multiply whatever we do more.
        boolean again =
                !retried
                        && left.isEmpty()
                        && failed.worthRepeating(tools.rules().maxRetryAfterWait());
        remember(trial.attempt(failed), failed.anotherMayHelp() && (again || !left.isEmpty()));
        if (!failed.anotherMayHelp()) {
            return Optional.of(failed(failed.rejection()));
        }
        keepMostTelling(failed);
        if (again) {
            retried = true;
            left.add(trial.candidate());
            if (!pausedFor(failed)) {
                return Optional.of(unserved(Ending.CALLER_GONE, Optional.empty()));
            }
        }
        return Optional.empty();
    }

    /** The request for this candidate; empty when its protocol cannot express it. */
    private Optional<UpstreamBody> encode(Candidate candidate) {
        Provider provider = tools.providers().of(candidate.provider());
        ExtraHeaders.check(provider);
        if (request instanceof TokenCountRequest && !provider.countsTokens()) {
            return Optional.empty();
        }
        try {
            return tools.dialects().named(provider.dialect()).encode(request, candidate);
        } catch (Rejected rejected) {
            inexpressible = rejected;
            return Optional.empty();
        }
    }

    private void skip(Candidate candidate, Health health) {
        Duration wait = health.breaker().untilProbe();
        soonestProbe = wait.compareTo(soonestProbe) < 0 ? wait : soonestProbe;
        Trial none = new Trial(tools, request, candidate, health, caller);
        tools.listener().attempted(none.attempt(AttemptOutcome.CIRCUIT_OPEN), true);
    }

    /** What the failure says of the deployment. */
    private void judge(AttemptFailed failed, Breaker breaker, Breaker.Admission admission) {
        switch (failed.outcome()) {
            case REFUSED -> breaker.succeeded(admission);
            case CREDENTIAL_REFUSED -> breaker.openFor(admission, tools.rules().breakerCooldown());
            case RATE_LIMITED, OVERLOADED -> {
                if (failed.retryAfter().isPresent()) {
                    breaker.openFor(admission, failed.retryAfter().get());
                } else {
                    breaker.failed(admission);
                }
            }
            case CONNECT_FAILED, TIMED_OUT, SERVER_ERROR, PROTOCOL_ERROR, BROKEN_OFF ->
                    breaker.failed(admission);
            case ANSWERED, CIRCUIT_OPEN, CALLER_GONE -> breaker.undecided(admission);
        }
    }

    /** False when the caller left meanwhile. */
    private boolean pausedFor(AttemptFailed failed) {
        long spread = tools.random().nextLong(RETRY_NANOS);
        try {
            caller.pause(failed.retryAfter().map(Duration::toNanos).orElse(RETRY_NANOS) + spread);
            return true;
        } catch (CallerGone gone) {
            return false;
        }
    }

    private void addRisk(Trial trial, AttemptFailed failed) {
        if (failed.mayHaveCost()) {
            atRisk = atRisk.plus(trial.inputCost());
        }
    }

    private void keepMostTelling(AttemptFailed failed) {
        if (mostTelling == null || failed.telling() >= mostTelling.telling()) {
            mostTelling = failed;
        }
    }

    private void remember(Attempt attempt, boolean failover) {
        attempts.add(attempt);
        tools.listener().attempted(attempt, failover);
    }

    private Sent answered(Trial trial) {
        NanoUsd billed =
                switch (request) {
                    case ChatRequest chat -> trial.cost();
                    case TokenCountRequest count -> NanoUsd.ZERO;
                };
        return sent(trial, Ending.ANSWERED, Optional.empty(), new Charge(billed, atRisk));
    }

    /** The caller left: it is billed for its input and what it had received. */
    private Sent callerGone(Trial trial) {
        NanoUsd billed = reply.committed() ? trial.cost() : NanoUsd.ZERO;
        NanoUsd risk = reply.committed() ? atRisk : atRisk.plus(trial.inputCost());
        return sent(trial, Ending.CALLER_GONE, Optional.empty(), new Charge(billed, risk));
    }

    private Sent brokenOff(Trial trial, AttemptFailed failed) {
        Rejection rejection =
                failed.outcome() == AttemptOutcome.REFUSED
                        ? UpstreamRejection.of(AttemptOutcome.BROKEN_OFF, Optional.empty())
                        : failed.rejection();
        Ending ending = told(rejection) ? Ending.BROKEN_OFF : Ending.CALLER_GONE;
        Charge charge = new Charge(NanoUsd.ZERO, atRisk.plus(trial.cost()));
        return sent(trial, ending, Optional.of(rejection), charge);
    }

    private Sent sent(Trial trial, Ending ending, Optional<Rejection> rejection, Charge charge) {
        return new Sent(
                attempts,
                Optional.of(trial.candidate()),
                ending,
                rejection,
                trial.usage(),
                charge,
                trial.firstContentAt());
    }

    private Sent estimated(Candidate candidate) {
        reply.servedBy(new Served(candidate, 1, plan));
        reply.estimatedCount(request.shape().estimatedInputTokens());
        return new Sent(
                attempts,
                Optional.of(candidate),
                Ending.ANSWERED,
                Optional.empty(),
                Usage.NONE,
                Charge.NONE,
                Optional.empty());
    }

    private Sent nobodyAnswered() {
        AttemptFailed last = mostTelling;
        if (last != null) {
            return failed(last.rejection());
        }
        Rejected unspeakable = inexpressible;
        if (unspeakable != null) {
            throw unspeakable;
        }
        Duration wait =
                soonestProbe.compareTo(Duration.ofSeconds(1)) < 0
                        ? Duration.ofSeconds(1)
                        : soonestProbe;
        return failed(UpstreamRejection.of(AttemptOutcome.CIRCUIT_OPEN, Optional.of(wait)));
    }

    private Sent failed(Rejection rejection) {
        return told(rejection)
                ? unserved(Ending.FAILED, Optional.of(rejection))
                : unserved(Ending.CALLER_GONE, Optional.empty());
    }

    /** Ends the reply with this error; false when the caller is not there any more. */
    private boolean told(Rejection rejection) {
        try {
            reply.fail(rejection);
            return true;
        } catch (CallerGone gone) {
            return false;
        }
    }

    private Sent unserved(Ending ending, Optional<Rejection> rejection) {
        return new Sent(
                attempts,
                Optional.empty(),
                ending,
                rejection,
                Usage.NONE,
                new Charge(NanoUsd.ZERO, atRisk),
                Optional.empty());
    }
}
