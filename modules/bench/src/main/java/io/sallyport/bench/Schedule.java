package io.sallyport.bench;

/**
 * When each request of an open loop is to start: at a fixed rate, whatever the answers do. A
 * latency that counts from here has no coordinated omission: a gateway that stalls is charged for
 * every request that should have started meanwhile, not only for those that did.
 *
 * @param startNanos when the first starts
 * @param perSecond how many start in a second
 * @param endNanos no request starts at or after it
 */
record Schedule(long startNanos, double perSecond, long endNanos) {
    private static final double NANOS = 1e9;

    Schedule {
        if (perSecond <= 0) {
            throw new IllegalArgumentException("a rate must be above 0, not " + perSecond);
        }
    }

    /** When request {@code n} (from 0) is to start. */
    long intended(long n) {
        return startNanos + (long) (n * (NANOS / perSecond));
    }

    /** How many start at all. */
    long count() {
        return (long) Math.ceil((endNanos - startNanos) * perSecond / NANOS);
    }
}
