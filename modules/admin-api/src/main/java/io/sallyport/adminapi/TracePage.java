package io.sallyport.adminapi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Some traces, newest first.
 *
 * @param next the {@code cursor} of the next page; absent at the end
 * @param gaps what is missing because the database is damaged; empty in one that is well
 */
public record TracePage(List<TraceView> traces, Optional<String> next, List<Gap> gaps) {

    /** Copies the lists. */
    public TracePage {
        traces = List.copyOf(traces);
        gaps = List.copyOf(gaps);
    }

    /**
     * Traces that were kept together and cannot be read any more.
     *
     * @param block what the database calls the place
     * @param traces how many there are
     * @param from when the first of them started
     * @param to when the last of them started
     */
    public record Gap(String block, int traces, Instant from, Instant to) {}
}
