package io.sallyport.bench;

import java.time.Duration;
import java.util.List;

/**
 * How an overload is put on.
 *
 * @param workload what is asked
 * @param connections how many callers there are at once
 * @param warmUp at full speed, before anything is measured
 * @param finding at full speed, to find out what the gateway can do
 * @param settling of each rate, before it is measured: the gateway finds its share of refusals
 * @param duration of each rate, measured
 * @param factors the rates, as multiples of what the gateway can do
 */
record OverloadPlan(
        Workload workload,
        int connections,
        Duration warmUp,
        Duration finding,
        Duration settling,
        Duration duration,
        List<Double> factors) {
    private static final List<Double> FACTORS = List.of(0.5, 1.0, 2.0, 4.0, 0.5);

    OverloadPlan {
        factors = List.copyOf(factors);
    }

    /** About two minutes. */
    static OverloadPlan full() {
        return new OverloadPlan(
                Workload.CHAT_1K,
                2_000,
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                FACTORS);
    }

    /** About half a minute. */
    static OverloadPlan quick() {
        return new OverloadPlan(
                Workload.CHAT_1K,
                2_000,
                Duration.ofSeconds(10),
                Duration.ofSeconds(4),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                FACTORS);
    }
}
