package io.sallyport.audit.port;

import io.sallyport.exchange.RequestId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Where traces are kept. Implementations are thread-safe. */
public interface TraceStore {

    /**
     * Keeps these traces, all or none; durable when it returns. A batch that was kept before is
     * passed over, so that it may be repeated, whole and in the same order, after an uncertain end.
     * Beyond that a trace belongs to one batch only, once: nobody looks whether it is there
     * already.
     */
    void append(List<Trace> batch);

    /**
     * Traces, newest first, by keyset.
     *
     * @param before only traces older than this position; empty = from the newest
     * @param limit at most this many (1 to 1,000)
     */
    Page page(Optional<Position> before, int limit);

    /**
     * The trace of this exchange.
     *
     * @throws io.sallyport.exchange.Rejected when it is not found and may be in a gap
     */
    Optional<Trace> find(RequestId id);

    /** How many traces there are. */
    long count();

    /**
     * Some traces and what is missing among them.
     *
     * @param traces newest first
     * @param gaps traces that were kept and cannot be read any more; none in a store that is well
     */
    record Page(List<Trace> traces, List<Gap> gaps) {

        /** Copies the lists. */
        public Page {
            traces = List.copyOf(traces);
            gaps = List.copyOf(gaps);
        }
    }

    /**
     * Traces that were kept together and cannot be read any more, because what keeps them is
     * damaged.
     *
     * @param block what the store calls the place
     * @param traces how many there are
     * @param from when the first of them started
     * @param to when the last of them started
     */
    record Gap(String block, int traces, Instant from, Instant to) {}

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
