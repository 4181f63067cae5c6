package io.sallyport.audit.port;

import io.sallyport.exchange.RequestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Where traces are kept. Implementations are thread-safe. */
public interface TraceStore {

    /**
     * Keeps these traces, all or none; durable when it returns. A trace whose id is already there
     * is skipped, so that a batch may be repeated after an uncertain end.
     */
    void append(List<Trace> batch);

    /**
     * Traces, newest first, by keyset.
     *
     * @param before only traces older than this position; empty = from the newest
     * @param limit at most this many (1 to 1,000)
     */
    List<Trace> page(Optional<Position> before, int limit);

    /** The trace of this exchange. */
    Optional<Trace> find(RequestId id);

    /** How many traces there are. */
    long count();

    /** A place in the list: start time in microseconds since the epoch, then id. */
    record Position(long startedAtMicros, String id) {

        /** The place of this trace. */
        public static Position of(Trace trace) {
            return new Position(
                    ChronoUnit.MICROS.between(Instant.EPOCH, trace.startedAt()),
                    trace.id().value());
        }
    }
}
