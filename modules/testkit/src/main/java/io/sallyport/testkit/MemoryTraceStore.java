package io.sallyport.testkit;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.TraceStore;
import io.sallyport.exchange.RequestId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@link TraceStore} in memory, for tests; keeps the whole contract except durability. */
public final class MemoryTraceStore implements TraceStore {
    private static final Comparator<Position> OLDEST_FIRST =
            Comparator.comparingLong(Position::startedAtMicros).thenComparing(Position::id);
    static final Comparator<Trace> NEWEST_FIRST =
            Comparator.comparing((Trace trace) -> Position.of(trace), OLDEST_FIRST.reversed());

    private final Map<RequestId, Trace> traces = new HashMap<>();

    /** Empty. */
    public MemoryTraceStore() {}

    @Override
    public synchronized void append(List<Trace> batch) {
        batch.forEach(trace -> traces.putIfAbsent(trace.id(), trace));
    }

    @Override
    public synchronized Page page(Optional<Position> before, int limit) {
        return new Page(
                traces.values().stream()
                        .filter(trace -> before.map(place -> isOlder(trace, place)).orElse(true))
                        .sorted(NEWEST_FIRST)
                        .limit(limit)
                        .toList(),
                List.of());
    }

    @Override
    public synchronized Optional<Trace> find(RequestId id) {
        return Optional.ofNullable(traces.get(id));
    }

    @Override
    public synchronized long count() {
        return traces.size();
    }

    private static boolean isOlder(Trace trace, Position place) {
        return OLDEST_FIRST.compare(Position.of(trace), place) < 0;
    }
}
