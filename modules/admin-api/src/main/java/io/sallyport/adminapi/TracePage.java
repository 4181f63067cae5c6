package io.sallyport.adminapi;

import java.util.List;
import java.util.Optional;

/**
 * Some traces, newest first.
 *
 * @param next the {@code cursor} of the next page; absent at the end
 */
public record TracePage(List<TraceView> traces, Optional<String> next) {

    /** Copies the list. */
    public TracePage {
        traces = List.copyOf(traces);
    }
}
