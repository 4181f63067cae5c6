package io.sallyport.store;

import io.sallyport.audit.port.Trace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the traces of a block have in common, so that nobody who looks for a time or an id has to
 * pass over all the blocks that came later: they started in the same window of time, and their ids
 * start alike. The gateway's ids begin with the time; what is left of them without their end
 * changes as often as the window does, so for most traces the two are one. Any other id is as
 * right, but may share its start with many more.
 *
 * @param window the number of the window
 * @param idsStartWith all of an id but its end
 */
record Neighbourhood(long window, String idsStartWith) {
    /** 32.768 seconds: three characters of the time in an id. */
    private static final long WINDOW_MICROS = 32_768_000;

    /** Those three, twelve random ones and four that count. */
    private static final int END_OF_ID = 19;

    static Neighbourhood of(Trace trace) {
        return new Neighbourhood(
                window(BlockWriter.micros(trace.startedAt())), start(trace.id().value()));
    }

    /**
     * Whether this is the neighbourhood of that trace; nearly always it is that of the one before.
     */
    boolean has(Trace trace) {
        String id = trace.id().value();
        return window == window(BlockWriter.micros(trace.startedAt()))
                && idsStartWith.length() == lengthOfStart(id)
                && id.startsWith(idsStartWith);
    }

    /** No block that has a trace as old as this has one that started then or later. */
    static Instant windowEnd(long startedAtMicros) {
        return Instant.EPOCH.plus((window(startedAtMicros) + 1) * WINDOW_MICROS, ChronoUnit.MICROS);
    }

    /** With what the ids of a block start that has this one. */
    static String start(String id) {
        return id.substring(0, lengthOfStart(id));
    }

    private static int lengthOfStart(String id) {
        return Math.max(0, id.length() - END_OF_ID);
    }

    private static long window(long startedAtMicros) {
        return Math.floorDiv(startedAtMicros, WINDOW_MICROS);
    }
}
