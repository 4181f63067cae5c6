package io.sallyport.admission;

import java.time.Duration;

/**
 * What one machine takes on.
 *
 * @param maxRequests the most requests under way at a time, waiting for their upstreams included
 * @param queueTime how long what comes may wait until it is looked at; above it requests are shed
 * @param unshed so many requests under way are never shed for queue time: a machine that is slow
 *     for other reasons still serves a few
 * @param bodyBytes memory for the bodies of requests under way; answers may take half as much more
 * @param maxHeap the share of the heap, after a collection, above which requests are shed
 */
public record CapacityRules(
        int maxRequests, Duration queueTime, int unshed, long bodyBytes, double maxHeap) {

    /** Refuses rules by which nothing could be taken. */
    public CapacityRules {
        if (maxRequests < 1 || bodyBytes < 1 || !queueTime.isPositive() || maxHeap <= 0) {
            throw new IllegalArgumentException("a rule of capacity that takes nothing");
        }
    }
}
