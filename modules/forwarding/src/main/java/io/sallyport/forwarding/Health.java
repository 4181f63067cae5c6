package io.sallyport.forwarding;

import io.sallyport.exchange.Signals.Signal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What is known of one deployment while the process lives: breaker, speed, load. Thread-safe. */
final class Health {
    private static final long UNKNOWN = -1;

    private final Breaker breaker;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong streamedNanos = new AtomicLong(UNKNOWN);
    private final AtomicLong wholeNanos = new AtomicLong(UNKNOWN);

    Health(Breaker breaker) {
        this.breaker = breaker;
    }

    Breaker breaker() {
        return breaker;
    }

    /** Counts the attempt as load while it lasts, and its speed once it was answered. */
    AttemptState.Ended during(Supplier<AttemptState.Ended> attempt, Meter meter) {
        inFlight.incrementAndGet();
        try {
            AttemptState.Ended ended = attempt.get();
            if (ended instanceof AttemptState.Answered) {
                AtomicLong average = meter.streams() ? streamedNanos : wholeNanos;
                meter.waiting().ifPresent(wait -> count(wait, average));
            }
            return ended;
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /** Counts with a weight of one fifth. */
    private static void count(Duration wait, AtomicLong average) {
        average.updateAndGet(
                old -> old == UNKNOWN ? wait.toNanos() : old + (wait.toNanos() - old) / 5);
    }

    /**
     * Streams and whole answers are averaged apart, because a whole one comes when all of it is
     * written; the time to first content of streams is the truer speed and is shown when there is
     * one.
     */
    Signal signal() {
        long streamed = streamedNanos.get();
        long nanos = streamed == UNKNOWN ? wholeNanos.get() : streamed;
        return new Signal(
                breaker.available(),
                nanos == UNKNOWN ? Optional.empty() : Optional.of(Duration.ofNanos(nanos)),
                inFlight.get());
    }
}
