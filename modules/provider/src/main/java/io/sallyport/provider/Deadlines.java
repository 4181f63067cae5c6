package io.sallyport.provider;

import java.time.Duration;

/**
 * How long an upstream may take; all positive. The first three are those of one attempt; the last
 * is that of the whole request, earlier attempts at other upstreams included.
 *
 * @param connect until the connection stands
 * @param firstByte from sending until the head of the response
 * @param idle between two pieces of the body
 * @param total from the first attempt until the end of the body
 */
public record Deadlines(Duration connect, Duration firstByte, Duration idle, Duration total) {

    /** 5 s, 60 s, 60 s, 600 s: what the official SDKs wait in all. */
    public static final Deadlines DEFAULTS =
            new Deadlines(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(600));

    /** Refuses a deadline that is not positive. */
    public Deadlines {
        positive(connect, "connect");
        positive(firstByte, "firstByte");
        positive(idle, "idle");
        positive(total, "total");
    }

    private static void positive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("deadline " + name + " must be positive");
        }
    }

    /**
     * The same with so much left of the whole. The connect deadline stays, because clients are kept
     * by it; waiting for the first byte includes connecting.
     */
    Deadlines within(Duration left) {
        return new Deadlines(connect, shorter(firstByte, left), idle, shorter(total, left));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
