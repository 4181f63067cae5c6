package io.sallyport.bench;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How long is measured, and what.
 *
 * @param connections how many callers there are at once
 * @param rounds every contestant once in each
 * @param warmUp before the first round, for each workload
 * @param throughput of one contestant with one workload at full speed, in each round
 * @param latency of one contestant with one workload at one rate, in each round
 * @param timed the workloads whose latency is measured at fixed rates
 * @param rates the fixed rates, in requests per second; half of the appliance's maximum comes on
 *     top
 */
record Plan(
        int connections,
        int rounds,
        Duration warmUp,
        Duration throughput,
        Duration latency,
        Set<Workload> timed,
        List<Double> rates) {
    /** The rate at which memory is read. */
    static final double MEMORY_RATE = 2000;

    private static final int CALLERS = 64;

    Plan {
        timed = Set.copyOf(timed);
        rates = List.copyOf(rates);
    }

    /** About ten minutes. */
    static Plan full() {
        return new Plan(
                CALLERS,
                5,
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                EnumSet.of(Workload.CHAT_1K, Workload.STREAM_20, Workload.TRANSLATED_1K),
                List.of(500.0, MEMORY_RATE));
    }

    /** About three minutes. */
    static Plan quick() {
        return new Plan(
                CALLERS,
                3,
                Duration.ofSeconds(8),
                Duration.ofMillis(1500),
                Duration.ofMillis(1500),
                EnumSet.of(Workload.CHAT_1K),
                List.of(MEMORY_RATE));
    }
}
