package io.sallyport.bench;

import java.time.Duration;

/**
 * How much of everything.
 *
 * @param trials of most faults
 * @param mutations different broken answers
 * @param drips slow answers at a time, and slow callers a tenth of it
 * @param slow sockets of callers that never finish a head
 * @param hold how long those are held
 * @param floods rounds of bodies that do not fit
 * @param kills kills under load
 * @param strictly whether times are judged too; a busy machine is no failure of the short form
 */
record FaultPlan(
        int trials,
        int mutations,
        int drips,
        int slow,
        Duration hold,
        int floods,
        int kills,
        boolean strictly) {

    /** About ten minutes. */
    static FaultPlan full() {
        return new FaultPlan(1_000, 5_000, 500, 2_000, Duration.ofSeconds(60), 20, 20, true);
    }

    /** At most a minute. */
    static FaultPlan quick() {
        return new FaultPlan(30, 150, 30, 200, Duration.ofSeconds(3), 2, 1, false);
    }
}
