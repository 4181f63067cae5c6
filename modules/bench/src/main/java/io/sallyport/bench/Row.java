package io.sallyport.bench;

/**
 * One measurement, as it came.
 *
 * @param contestant whose
 * @param workload with what
 * @param round from 1
 * @param rate of the open loop in requests per second; 0 = at full speed, in a closed loop
 * @param answered requests with a whole answer
 * @param failed other answers, broken connections, and requests without an end
 * @param perSecond answers in a second
 * @param p50Millis median latency from the intended start
 * @param p99Millis 99th percentile of it
 * @param cpuMicros CPU time of the gateway for one request
 * @param cores how many cores' worth of CPU time the gateway used
 * @param rssMib its resident memory afterwards
 */
record Row(
        String contestant,
        Workload workload,
        int round,
        double rate,
        long answered,
        long failed,
        double perSecond,
        double p50Millis,
        double p99Millis,
        double cpuMicros,
        double cores,
        double rssMib) {
    private static final double MICROS = 1e6;

    boolean fullSpeed() {
        return rate == 0;
    }

    /**
     * Requests that a core serves in a second of its time. While the gateway has a core to itself
     * and is the limit, that is {@link #perSecond}; on a machine where others take their share of
     * the core, or where the load is the limit, it still is what the gateway costs.
     */
    double perCore() {
        return MICROS / cpuMicros;
    }
}
