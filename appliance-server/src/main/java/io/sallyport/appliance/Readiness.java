package io.sallyport.appliance;

import io.sallyport.adminapi.HealthView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Whether calls are served: the listeners stand, the database answers, changes of keys are
 * followed, traces are written and nothing drains. The database is asked at most once a second,
 * however often somebody wants to know.
 */
final class Readiness {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private record Answered(boolean healthy, Instant at) {}

    private final BooleanSupplier database;
    private final BooleanSupplier keys;
    private final BooleanSupplier traces;
    private final Clock clock;
    private final AtomicReference<Answered> last =
            new AtomicReference<>(new Answered(false, Instant.MIN));
    private volatile String gateway = "DOWN";

    Readiness(BooleanSupplier database, BooleanSupplier keys, BooleanSupplier traces, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.traces = traces;
        this.clock = clock;
    }

    /** The gateway takes calls from now on. */
    void serving() {
        gateway = "UP";
    }

    /** The gateway takes no new calls from now on. */
    void draining() {
        gateway = "DRAINING";
    }

    AdminAnswer live() {
        return AdminAnswer.json(200, new HealthView("UP", Map.of()));
    }

    AdminAnswer ready() {
        Map<String, String> checks = new TreeMap<>();
        checks.put("gateway", gateway);
        checks.put("database", databaseAnswers() ? "UP" : "DOWN");
        checks.put("keys", keys.getAsBoolean() ? "UP" : "DOWN");
        checks.put("traces", traces.getAsBoolean() ? "UP" : "DOWN");
        boolean up = checks.values().stream().allMatch("UP"::equals);
        return AdminAnswer.json(up ? 200 : 503, new HealthView(up ? "UP" : "DOWN", checks));
    }

    private boolean databaseAnswers() {
        Instant now = clock.instant();
        Answered known = last.get();
        if (known.at().isAfter(now.minus(FRESH))) {
            return known.healthy();
        }
        boolean healthy = database.getAsBoolean();
        last.set(new Answered(healthy, now));
        return healthy;
    }
}
