package io.sallyport.store;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.TraceStore.Gap;
import io.sallyport.audit.port.TraceStore.Page;
import io.sallyport.audit.port.TraceStore.Position;
import io.sallyport.store.generated.tables.records.TraceBlockRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The newest traces before a place of all that were added, as many as a page has room for. */
final class NewestTraces {
    private static final Comparator<Trace> NEWEST_FIRST =
            Comparator.comparing(Trace::startedAt).thenComparing(Trace::id).reversed();
    private static final Comparator<Position> OLDEST_FIRST =
            Comparator.comparingLong(Position::startedAtMicros).thenComparing(Position::id);

    private final TreeSet<Trace> newest = new TreeSet<>(NEWEST_FIRST);
    private final List<Gap> gaps = new ArrayList<>();
    private final Optional<Position> before;
    private final int limit;

    NewestTraces(Optional<Position> before, int limit) {
        this.before = before;
        this.limit = limit;
    }

    /** Whether a trace that started then may have a place. */
    boolean takes(Instant startedAt) {
        return newest.size() < limit || !startedAt.isBefore(newest.last().startedAt());
    }

    /** All traces of this block, or the gap that it leaves. */
    void add(TraceBlockRecord block) {
        try {
            BlockReading.traces(block).forEach(this::add);
        } catch (DamagedBlock damaged) {
            gaps.add(
                    new Gap(
                            block.getBlockId().toString(),
                            block.getTraceCount(),
                            block.getFirstStartedAt(),
                            block.getLastStartedAt()));
        }
    }

    Page page() {
        return new Page(List.copyOf(newest), gaps);
    }

    private void add(Trace trace) {
        if (takes(trace.startedAt()) && before.map(place -> isOlder(trace, place)).orElse(true)) {
            newest.add(trace);
            if (newest.size() > limit) {
                newest.pollLast();
            }
        }
    }

    private static boolean isOlder(Trace trace, Position place) {
        return OLDEST_FIRST.compare(Position.of(trace), place) < 0;
    }
}
