package io.sallyport.adminapi;

import java.time.Instant;
import java.util.List;

/**
 * How the appliance does right now.
 *
 * @param version the program's version
 * @param startedAt when it was started
 * @param inFlight requests under way
 * @param traces the queue of traces
 * @param keyRefreshFailures how often the store could not be asked for changed keys
 * @param breakers every circuit that has had traffic
 */
public record StatusView(
        String version,
        Instant startedAt,
        int inFlight,
        Traces traces,
        long keyRefreshFailures,
        List<Breaker> breakers) {

    /** Copies the list. */
    public StatusView {
        breakers = List.copyOf(breakers);
    }

    /** Traces that wait, were written, and were dropped because there was no place for them. */
    public record Traces(int queued, long written, long dropped) {}

    /** The circuit of a deployment: {@code closed}, {@code open} or {@code half_open}. */
    public record Breaker(String deployment, String state) {}
}
