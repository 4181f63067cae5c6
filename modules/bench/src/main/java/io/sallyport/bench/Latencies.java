package io.sallyport.bench;

import java.util.Arrays;

/** Times that were measured, in nanoseconds, and their percentiles by nearest rank. */
final class Latencies {
    private static final int FIRST_ROOM = 1 << 16;
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[FIRST_ROOM];
    private int count;
    private boolean sorted;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = duration;
        sorted = false;
    }

    int count() {
        return count;
    }

    /**
     * The smallest measured time that at least this share of all reaches not above, in
     * milliseconds; not a number when nothing was measured.
     */
    double millis(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        if (!sorted) {
            Arrays.sort(nanos, 0, count);
            sorted = true;
        }
        int rank = (int) Math.ceil(share * count);
        return nanos[Math.clamp(rank, 1, count) - 1] / NANOS_PER_MILLI;
    }
}
