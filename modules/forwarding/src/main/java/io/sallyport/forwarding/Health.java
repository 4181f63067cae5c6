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
    private final AtomicLong averageNanos = new AtomicLong(UNKNOWN);

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
                meter.firstByte().ifPresent(this::measured);
            }
            return ended;
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /** Counts a measured time to first byte with a weight of one fifth. */
    private void measured(Duration firstByte) {
        averageNanos.updateAndGet(old ->
                old == UNKNOWN ? firstByte.toNanos() : old + (firstByte.toNanos() - old) / 5);
    }

    Signal signal() {
        long nanos = averageNanos.get();
        return new Signal(
                breaker.available(),
                nanos == UNKNOWN ? Optional.empty() : Optional.of(Duration.ofNanos(nanos)),
                inFlight.get());
    }
}
