package io.sallyport.bench;

/** What came of a load: counts and latencies of the requests that were to start while measured. */
final class Tally {
    private final long from;
    private final long until;
    private final Latencies latencies = new Latencies();
    private long all;
    private long failed;
    private long unfinished;
    private long shed;
    private String firstFailure = "";

    /** Counts what was to start in this span of {@link System#nanoTime}. */
    Tally(long from, long until) {
        this.from = from;
        this.until = until;
    }

    void answered(long intended, long end) {
        all++;
        if (measured(intended)) {
            latencies.add(end - intended);
        }
    }

    /** The gateway had no room for it, and said so. */
    void shed(long intended) {
        if (measured(intended)) {
            shed++;
        }
    }

    void failed(long intended, String why) {
        if (firstFailure.isEmpty()) {
            firstFailure = why;
        }
        if (measured(intended)) {
            failed++;
        }
    }

    void unfinished(long requests) {
        unfinished += requests;
    }

    private boolean measured(long intended) {
        return intended - from >= 0 && intended - until < 0;
    }

    /** All that were answered, settling time included: what the CPU time was used for. */
    long all() {
        return all;
    }

    long answered() {
        return latencies.count();
    }

    /** Answers that say 503: refused because the gateway had no room. */
    long shed() {
        return shed;
    }

    /** Answers that were neither 200 nor 503, and connections that broke. */
    long failed() {
        return failed;
    }

    /** Requests without an end when the load was given up. */
    long unfinished() {
        return unfinished;
    }

    /** What failed first, settling time included; empty when nothing did. */
    String firstFailure() {
        return firstFailure;
    }

    double perSecond() {
        return answered() * 1e9 / (until - from);
    }

    Latencies latencies() {
        return latencies;
    }
}
