package io.sallyport.store;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.Trace.TracedAttempt;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.RequestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

/** Traces of every kind, the same ones for the same seed. */
final class RandomTraces {
    private static final List<String> NAMES =
            List.of(
                    "",
                    "acme",
                    "gpt-5.5",
                    "anthropic/claude-sonnet-5",
                    "cheapest of 3; 'quoted' é 漢 \ud83d\ude80",
                    "\0\t\n",
                    "x".repeat(400),
                    "\ud83d\ude80".repeat(200));
    private static final List<Ending> ENDINGS = List.of(Ending.values());
    private static final List<Long> EXTREMES =
            List.of(0L, 1L, 127L, 128L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 62);

    private final Random random;

    RandomTraces(long seed) {
        random = new Random(seed);
    }

    /** With an id and a start that may be far from all others. */
    Trace any() {
        return trace(anyId(), Instant.EPOCH.plus(anyMicros(), ChronoUnit.MICROS));
    }

    Trace trace(String id, Instant startedAt) {
        return new Trace(
                new RequestId(id),
                startedAt,
                number(),
                name(),
                name(),
                name(),
                name(),
                name(),
                name(),
                random.nextBoolean(),
                name(),
                name(),
                ENDINGS.get(random.nextInt(ENDINGS.size())),
                name(),
                number(),
                number(),
                number(),
                number(),
                number(),
                number(),
                name(),
                number(),
                number(),
                perhaps(),
                Stream.generate(() -> attempt(startedAt)).limit(random.nextInt(4)).toList());
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    private TracedAttempt attempt(Instant startedAt) {
        return new TracedAttempt(
                NAMES.get(random.nextInt(NAMES.size())),
                "N" + random.nextInt(1_000),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt()),
                startedAt.plus(random.nextInt(), ChronoUnit.MICROS),
                perhaps(),
                number(),
                number(),
                number(),
                random.nextBoolean());
    }

    private String anyId() {
        return switch (random.nextInt(4)) {
            case 0 -> "req_" + random.nextLong();
            case 1 -> "req_" + random.nextInt(3);
            case 2 -> "\ud83d\ude80".repeat(1 + random.nextInt(64));
            default -> "漢" + (char) random.nextInt(1, 0x250);
        };
    }

    /** Microseconds of a usual moment, or of one that may be far outside any calendar. */
    private long anyMicros() {
        return random.nextInt(4) == 0
                ? random.nextLong() >> 1
                : 1_764_000_000_000_000L + random.nextInt();
    }

    private Optional<String> name() {
        return random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(NAMES.get(random.nextInt(NAMES.size())));
    }

    private OptionalLong perhaps() {
        return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(number());
    }

    private long number() {
        return random.nextInt(3) == 0
                ? EXTREMES.get(random.nextInt(EXTREMES.size()))
                : random.nextLong() >>> random.nextInt(Long.SIZE);
    }
}
