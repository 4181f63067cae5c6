package io.sallyport.bench;

import java.time.Duration;

/**
 * How many are few and how many are many, and how long each is measured.
 *
 * @param few keys and models on one side
 * @param keys on the other side of the keys
 * @param models on the other side of the models
 * @param asked how many of the many are asked with, one after the other
 * @param open streams, and connections at rest
 * @param callers at once, each with one request at a time
 * @param rounds of each measurement
 * @param warmUp requests to each appliance before anything is measured: what the compiler does is
 *     decided by them and not by the time
 * @param warmUpAtMost for no longer than this
 * @param stretch of load for one figure
 * @param rest without a load, for what waiting costs
 */
record ScalePlan(
        int few,
        int keys,
        int models,
        int asked,
        int open,
        int callers,
        int rounds,
        long warmUp,
        Duration warmUpAtMost,
        Duration stretch,
        Duration rest) {

    static ScalePlan full() {
        return new ScalePlan(
                10,
                100_000,
                2_000,
                1_000,
                5_000,
                64,
                9,
                300_000,
                Duration.ofSeconds(90),
                Duration.ofSeconds(3),
                Duration.ofSeconds(20));
    }

    static ScalePlan quick() {
        return new ScalePlan(
                10,
                10_000,
                2_000,
                1_000,
                1_000,
                64,
                5,
                100_000,
                Duration.ofSeconds(30),
                Duration.ofMillis(1_500),
                Duration.ofSeconds(5));
    }
}
