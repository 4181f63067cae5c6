package io.sallyport.forwarding;

import io.sallyport.dialect.CallerGone;
import io.sallyport.dialect.Dialect;
import io.sallyport.dialect.Reply;
import io.sallyport.dialect.Served;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.exchange.content.TokenCountRequest;
import io.sallyport.provider.Provider;
import io.sallyport.provider.UpstreamCall;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request through the candidates of its plan; the loop is {@link #throughCandidates}
 * and the life of each attempt is an {@link AttemptState}. Confined to the thread of its exchange.
 */
final class Delivery {
    private final Forwarder.Tools tools;
    private final Function<Candidate, Health> healthOf;
    private final RoutePlan plan;
    private final ModelRequest request;
    private final WaitingCaller caller;
    private final Departure departure;
    private final Reply reply;
    private final Turns turns;
    private final Account account;
    private final long startedNanos = System.nanoTime();
    private @Nullable Rejected inexpressible;

    Delivery(
            Forwarder.Tools tools,
            Function<Candidate, Health> healthOf,
            RoutePlan plan,
            ModelRequest request,
            WaitingCaller caller,
            Departure departure) {
        this.tools = tools;
        this.healthOf = healthOf;
        this.plan = plan;
        this.request = request;
        this.caller = caller;
        this.departure = departure;
        this.reply = caller.reply();
        this.turns = new Turns(plan.candidates(), tools.rules(), tools.random());
        this.account = new Account(tools.listener());
    }

    Sent deliver() {
        try {
            return throughCandidates();
        } catch (CallerGone gone) {
            return account.unheard();
        }
    }

    private Sent throughCandidates() {
        while (turns.hasNext()) {
            Candidate candidate = turns.next(caller);
            Optional<UpstreamCall> call = call(candidate);
            if (call.isEmpty() && request instanceof TokenCountRequest && inexpressible == null) {
                return estimated(candidate);
            }
            Trial trial =
                    new Trial(tools, request, candidate, dialect(candidate), caller, departure);
            Optional<AttemptState.Ended> ended = call.flatMap(made -> attempt(trial, made));
            if (ended.isEmpty()) {
                continue;
            }
            switch (ended.get()) {
                case AttemptState.Answered answered -> {
                    return account.answered(answered, trial.meter());
                }
                case AttemptState.CallerLeft left -> {
                    return account.callerLeft(left, trial.meter());
                }
                case AttemptState.BrokenOff broken -> {
                    return brokenOff(broken, trial.meter());
                }
                case AttemptState.Failed failed -> {
                    reply.discard();
                    account.failed(failed.why(), trial.meter());
                    if (!failed.why().anotherMayHelp()) {
                        return refused(failed.why().rejection());
                    }
                    turns.failed(failed.why());
                }
            }
        }
        return nobodyAnswered();
    }

    /** The call for this candidate; empty when it cannot be made, or not in time. */
    private Optional<UpstreamCall> call(Candidate candidate) {
        Provider provider = tools.providers().of(candidate.provider());
        Duration left = provider.deadlines().total().minusNanos(System.nanoTime() - startedNanos);
        if (!left.isPositive()
                || (request instanceof TokenCountRequest && !provider.countsTokens())) {
            return Optional.empty();
        }
        try {
            return dialect(candidate)
                    .encode(request, candidate)
                    .map(body -> provider.call(body).within(left));
        } catch (Rejected rejected) {
            inexpressible = rejected;
            return Optional.empty();
        }
    }

    private Dialect dialect(Candidate candidate) {
        return tools.dialects().named(tools.providers().of(candidate.provider()).dialect());
    }

    /** One attempt; empty when the candidate is passed over: stopped, or its circuit is open. */
    private Optional<AttemptState.Ended> attempt(Trial trial, UpstreamCall call) {
        Candidate candidate = trial.meter().candidate();
        Optional<Rejection> objection = departure.objection(candidate);
        if (objection.isPresent()) {
            account.heldBack(trial.meter().notMade(AttemptOutcome.STOPPED), objection.get());
            return Optional.empty();
        }
        Health health = healthOf.apply(candidate);
        Breaker breaker = health.breaker();
        Optional<Breaker.Admission> admission = breaker.admits();
        if (admission.isEmpty()) {
            account.passedOver(
                    trial.meter().notMade(AttemptOutcome.CIRCUIT_OPEN), breaker.untilProbe());
            return Optional.empty();
        }
        reply.servedBy(new Served(candidate, account.attempts() + 1, plan));
        turns.sent();
        try {
            AttemptState.Ended ended = health.during(() -> trial.run(call), trial.meter());
            new Judgement(breaker, admission.get(), tools.rules()).of(ended);
            account.remember(trial.meter().attempt(ended));
            return Optional.of(ended);
        } finally {
            // Does nothing once the attempt has been judged: a probe is never lost.
            breaker.undecided(admission.get());
        }
    }

    private Sent brokenOff(AttemptState.BrokenOff broken, Meter meter) {
        Rejection rejection =
                broken.why().outcome() == AttemptOutcome.REFUSED
                        ? UpstreamRejection.of(AttemptOutcome.BROKEN_OFF, Optional.empty())
                        : broken.why().rejection();
        return account.brokenOff(rejection, told(rejection), broken.firstContentAt(), meter);
    }

    private Sent estimated(Candidate candidate) {
        reply.servedBy(new Served(candidate, 0, plan));
        reply.estimatedCount(request.shape().estimatedInputTokens());
        return account.estimated(candidate);
    }

    private Sent nobodyAnswered() {
        Rejected unspeakable = inexpressible;
        if (unspeakable != null && account.attempts() == 0 && !account.passedAnyOver()) {
            throw unspeakable;
        }
        if (account.attempts() == 0) {
            reply.servedBy(new Served(plan.candidates().getFirst(), 0, plan));
        }
        return refused(account.lastWord());
    }

    private Sent refused(Rejection rejection) {
        return told(rejection) ? account.refused(rejection) : account.unheard();
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
}
