package io.sallyport.forwarding;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The circuit breaker of one deployment. Thread-safe, without a lock.
 *
 * <pre>
 *            failures in a row            cooldown is over, one caller is let in
 *   Closed ────────────────────▶ Open ─────────────────────────────────▶ Probing
 *     ▲                           ▲                                        │  │
 *     │                           └──────────── the probe failed ──────────┘  │
 *     └────────────────────────────── the probe succeeded ────────────────────┘
 * </pre>
 *
 * The cooldown doubles with each failed probe, up to ten times the first, and is spread by ±25 % so
 * that several nodes do not probe at the same moment.
 */
final class Breaker {
    private static final int MOST_DOUBLED = 10;

    /**
     * What the breaker is doing; the methods of a state are its allowed moves. Each move to another
     * kind of state begins a new period; a result counts only in the period it was admitted in.
     */
    sealed interface State {
        long period();

        record Closed(long period, int failures) implements State {
            Closed failed() {
                return new Closed(period, failures + 1);
            }

            Closed succeeded() {
                return failures == 0 ? this : new Closed(period, 0);
            }
        }

        record Open(long period, Instant until, Duration cooldown) implements State {
            Probing probe() {
                return new Probing(period + 1, cooldown);
            }

            Open atLeastUntil(Instant wanted) {
                return wanted.isAfter(until) ? new Open(period, wanted, cooldown) : this;
            }
        }

        record Probing(long period, Duration cooldown) implements State {
            Closed succeeded() {
                return new Closed(period + 1, 0);
            }
        }
    }

    /** The permission to make one attempt; its result is told with it. */
    record Admission(State admitted) {
        private boolean stillIn(State now) {
            return now.period() == admitted.period();
        }
    }

    private final ForwardingRules rules;
    private final Clock clock;
    private final RandomGenerator random;
    private final AtomicReference<State> state = new AtomicReference<>(new State.Closed(0, 0));

    Breaker(ForwardingRules rules, Clock clock, RandomGenerator random) {
        this.rules = rules;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The permission for an attempt now, if there is one. Exactly one caller is let through as the
     * probe.
     */
    Optional<Admission> admits() {
        while (true) {
            State now = state.get();
            switch (now) {
                case State.Closed closed -> {
                    return Optional.of(new Admission(closed));
                }
                case State.Probing probing -> {
                    return Optional.empty();
                }
                case State.Open open -> {
                    if (clock.instant().isBefore(open.until())) {
                        return Optional.empty();
                    }
                    State.Probing probe = open.probe();
                    if (state.compareAndSet(open, probe)) {
                        return Optional.of(new Admission(probe));
                    }
                }
            }
        }
    }

    /** An attempt was answered. */
    void succeeded(Admission admission) {
        settle(
                admission,
                now ->
                        switch (now) {
                            case State.Closed closed -> closed.succeeded();
                            case State.Probing probing -> probing.succeeded();
                            case State.Open open -> open;
                        });
    }

    /** An attempt ended without saying anything about the deployment (the caller left). */
    void undecided(Admission admission) {
        settle(
                admission,
                now ->
                        now instanceof State.Probing probing
                                ? new State.Open(
                                        probing.period() + 1, clock.instant(), probing.cooldown())
                                : now);
    }

    /** An attempt failed. */
    void failed(Admission admission) {
        settle(
                admission,
                now ->
                        switch (now) {
                            case State.Closed closed ->
                                    closed.failures() + 1 >= rules.breakerFailures()
                                            ? open(closed, rules.breakerCooldown())
                                            : closed.failed();
                            case State.Probing probing ->
                                    open(probing, probing.cooldown().multipliedBy(2));
                            case State.Open open -> open;
                        });
    }

    /**
     * The upstream asked to be left alone, or refused our credential: open at once. A late one only
     * lengthens the time that the circuit is open anyway.
     */
    void openFor(Admission admission, Duration atLeast) {
        Instant until = clock.instant().plus(atLeast);
        state.updateAndGet(now -> {
            if (now instanceof State.Open open) {
                return open.atLeastUntil(until);
            }
            return admission.stillIn(now)
                    ? new State.Open(now.period() + 1, until, rules.breakerCooldown())
                    : now;
        });
    }

    /** Moves on unless the breaker has moved on since the attempt was admitted. */
    private void settle(Admission admission, UnaryOperator<State> move) {
        state.updateAndGet(now -> admission.stillIn(now) ? move.apply(now) : now);
    }

    private State.Open open(State from, Duration wanted) {
        Duration most = rules.breakerCooldown().multipliedBy(MOST_DOUBLED);
        Duration cooldown = wanted.compareTo(most) > 0 ? most : wanted;
        double spread = 0.75 + random.nextDouble() / 2;
        Duration jittered = Duration.ofNanos((long) (cooldown.toNanos() * spread));
        return new State.Open(from.period() + 1, clock.instant().plus(jittered), cooldown);
    }

    /** Whether the next attempt would be let out, for signals; changes nothing. */
    boolean available() {
        return switch (state.get()) {
            case State.Closed closed -> true;
            case State.Probing probing -> false;
            case State.Open open -> !clock.instant().isBefore(open.until());
        };
    }

    /** How long until a probe may go out; zero when one may. */
    Duration untilProbe() {
        return switch (state.get()) {
            case State.Closed closed -> Duration.ZERO;
            case State.Probing probing -> probing.cooldown();
            case State.Open open -> {
                Duration left = Duration.between(clock.instant(), open.until());
                yield left.isNegative() ? Duration.ZERO : left;
            }
        };
    }

    /** The state, for metrics. */
    BreakerState.Position position() {
        return switch (state.get()) {
            case State.Closed closed -> BreakerState.Position.CLOSED;
            case State.Open open -> BreakerState.Position.OPEN;
            case State.Probing probing -> BreakerState.Position.HALF_OPEN;
        };
    }
}
