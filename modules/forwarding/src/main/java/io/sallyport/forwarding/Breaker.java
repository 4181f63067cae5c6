package io.sallyport.forwarding;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
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

    /** What the breaker is doing; the methods of a state are its allowed moves. */
    sealed interface State {
        record Closed(int failures) implements State {
            Closed failed() {
                return new Closed(failures + 1);
            }
        }

        record Open(Instant until, Duration cooldown) implements State {
            Probing probe() {
                return new Probing(cooldown);
            }
        }

        record Probing(Duration cooldown) implements State {}
    }

    private final ForwardingRules rules;
    private final Clock clock;
    private final RandomGenerator random;
    private final AtomicReference<State> state = new AtomicReference<>(new State.Closed(0));

    Breaker(ForwardingRules rules, Clock clock, RandomGenerator random) {
        this.rules = rules;
        this.clock = clock;
        this.random = random;
    }

    /** Whether an attempt may go out now. Exactly one caller is let through as the probe. */
    boolean admits() {
        while (true) {
            State now = state.get();
            switch (now) {
                case State.Closed closed -> {
                    return true;
                }
                case State.Probing probing -> {
                    return false;
                }
                case State.Open open -> {
                    if (clock.instant().isBefore(open.until())) {
                        return false;
                    }
                    if (state.compareAndSet(open, open.probe())) {
                        return true;
                    }
                }
            }
        }
    }

    /** An attempt was answered. */
    void succeeded() {
        state.set(new State.Closed(0));
    }

    /** An attempt ended without saying anything about the deployment (the caller left). */
    void undecided() {
        state.updateAndGet(now ->
                now instanceof State.Probing probing
                        ? new State.Open(clock.instant(), probing.cooldown())
                        : now);
    }

    /** An attempt failed. */
    void failed() {
        state.updateAndGet(now ->
                switch (now) {
                    case State.Closed closed ->
                            closed.failures() + 1 >= rules.breakerFailures()
                                    ? open(rules.breakerCooldown())
                                    : closed.failed();
                    case State.Probing probing -> open(probing.cooldown().multipliedBy(2));
                    case State.Open open -> open;
                });
    }

    /** The upstream asked to be left alone, or refused our credential: open at once. */
    void openFor(Duration atLeast) {
        state.updateAndGet(now -> {
            Instant until = clock.instant().plus(atLeast);
            return now instanceof State.Open open && open.until().isAfter(until)
                    ? open
                    : new State.Open(until, rules.breakerCooldown());
        });
    }

    private State.Open open(Duration wanted) {
        Duration most = rules.breakerCooldown().multipliedBy(MOST_DOUBLED);
        Duration cooldown = wanted.compareTo(most) > 0 ? most : wanted;
        double spread = 0.75 + random.nextDouble() / 2;
        Duration jittered = Duration.ofNanos((long) (cooldown.toNanos() * spread));
        return new State.Open(clock.instant().plus(jittered), cooldown);
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
