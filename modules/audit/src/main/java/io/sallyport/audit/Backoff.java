package io.sallyport.audit;

import java.time.Duration;

/**
 * How a failed write is tried again.
 *
 * @param first the pause after the first failure; it doubles with each further one
 * @param longest no pause is longer
 * @param attempts writes of one batch until it is given up
 * @param attemptsAtClose the same once the audit is being closed
 */
record Backoff(Duration first, Duration longest, int attempts, int attemptsAtClose) {
    /** About half a minute in all; at a stop about a fifth of a second. */
    static final Backoff DEFAULT =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), 11, 3);

    private static final int MOST_DOUBLINGS = 20;

    Duration pauseAfter(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
