package io.sallyport.appliance;

import io.sallyport.admission.CapacityRules;
import java.time.Duration;
import java.util.Optional;

/**
 * When the gateway takes nothing more on.
 *
 * @param maxRequests the most requests under way; none = as many as the heap has room for
 * @param queueTime how long what comes may wait until it is looked at
 * @param bodyMemory the share of the heap that bodies of requests may take together
 * @param maxHeap the share of the heap, after a collection, above which nothing new is taken
 */
record OverloadSettings(
        Optional<Integer> maxRequests, Duration queueTime, double bodyMemory, double maxHeap) {
    static final OverloadSettings DEFAULTS =
            new OverloadSettings(Optional.empty(), Duration.ofMillis(20), 0.4, 0.85);

    /** What a request under way may cost besides its bodies: a thread, buffers, two connections. */
    private static final long BYTES_PER_REQUEST = 64 << 10;

    private static final int FEWEST = 100;

    /**
     * A burst of so many is worked off in a few dozen milliseconds once the code is compiled;
     * before that, and on a machine that others use, its queue is long and still no reason to
     * refuse.
     */
    private static final int UNSHED_PER_CORE = 100;

    static OverloadSettings read(Section section) {
        return new OverloadSettings(
                section.optional("max-requests", Values.number(1, 1_000_000)),
                section.value("queue-time", DEFAULTS.queueTime, Values.duration()),
                section.value("body-memory", DEFAULTS.bodyMemory, Values.share()),
                section.value("max-heap", DEFAULTS.maxHeap, Values.share()));
    }

    /** The same on a machine with this heap and these cores. */
    CapacityRules rules(long heapBytes, int cores) {
        int room = Math.clamp(heapBytes / BYTES_PER_REQUEST, FEWEST, Integer.MAX_VALUE);
        return new CapacityRules(
                maxRequests.orElse(room),
                queueTime,
                cores * UNSHED_PER_CORE,
                (long) ((double) heapBytes * bodyMemory),
                maxHeap);
    }
}
