package io.sallyport.admission;

import java.time.Duration;

/**
 * Which share of the requests is shed, so that what comes waits no longer than it may: the
 * controller of PIE (RFC 8033) with requests in place of packets. The share rises while the queue
 * time is above its target or grows, and falls while it is below or shrinks; so it settles where
 * the machine just keeps up, instead of letting all in and refusing all in turn.
 *
 * <p>What is taken as the queue time of a moment is the least of the last three readings: a queue
 * that stands has no short reading, a burst or a collection of garbage has (the idea of CoDel, RFC
 * 8289).
 *
 * <p>Observed by one thread, asked by all.
 */
final class Shedding {
    /** Never everything: else nobody would find out that the machine has recovered. */
    private static final double MOST = 0.98;

    /** What is left of the share with each reading that has no queue at all. */
    private static final double FADING = 0.98;

    private static final double NONE = 0.005;
    private static final double PROPORTION = 0.002;
    private static final double TREND = 0.08;

    /**
     * The share rises quickly, because a queue of a second is made in a second, but not so quickly
     * that a machine which stood still for a third of one sheds for it; and falls slowly: a reading
     * is as old as the queue is long, so who let everybody in at the first short one would swing
     * between all and nothing.
     */
    private static final double LARGEST_RISE = 0.03;

    private static final double LARGEST_FALL = 0.01;

    private final double target;
    private final double[] readings = new double[3];
    private int next;
    private double before;
    private volatile double share;

    /** Nothing is shed to begin with. */
    Shedding(Duration target) {
        this.target = target.toNanos();
    }

    /** The queue time of this moment; called at equal distances. */
    void observe(Duration queueTime) {
        readings[next] = queueTime.toNanos() / target;
        next = (next + 1) % readings.length;
        double now = least();
        double step = PROPORTION * (now - 1) + TREND * (now - before);
        before = now;
        share = Math.clamp(faded(now) + scaled(step), 0, MOST);
    }

    /** No queue takes the share away, also the last of it. */
    private double faded(double now) {
        if (now >= 0.5) {
            return share;
        }
        return share < NONE ? 0 : share * FADING;
    }

    private double least() {
        double least = readings[0];
        for (double reading : readings) {
            least = Math.min(least, reading);
        }
        return least;
    }

    /** A small share is changed with care, as in RFC 8033 section 4.2. */
    private double scaled(double step) {
        double largest = Math.clamp(step, -LARGEST_FALL, LARGEST_RISE);
        if (share < 0.01) {
            return largest / 4;
        }
        return share < 0.1 ? largest / 2 : largest;
    }

    /** The share that is shed now, from 0 to 1. */
    double share() {
        return share;
    }
}
