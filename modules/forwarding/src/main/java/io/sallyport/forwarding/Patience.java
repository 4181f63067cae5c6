package io.sallyport.forwarding;

import io.sallyport.provider.Deadlines;
import java.io.IOException;
import java.time.Duration;

/**
 * How long one call still waits, asked several times a second: looks after the caller and after the
 * deadline of what is being waited for.
 */
final class Patience {
    /** How long nobody asks at most. */
    static final int TICK_MILLIS = 100;

    private final Deadlines deadlines;
    private final Waiting waiting;
    private final long startedAt = System.nanoTime();
    private DeadlinePassed.Deadline deadline = DeadlinePassed.Deadline.CONNECT;
    private long since = startedAt;

    Patience(Deadlines deadlines, Waiting waiting) {
        this.deadlines = deadlines;
        this.waiting = waiting;
    }

    /** From now on this is waited for. The first byte counts from the start of the call. */
    void begins(DeadlinePassed.Deadline next) {
        deadline = next;
        since = next == DeadlinePassed.Deadline.FIRST_BYTE ? startedAt : System.nanoTime();
    }

    /** Something came: of a body, the next wait begins; a head that trickles may not go on so. */
    void came() throws IOException {
        if (deadline == DeadlinePassed.Deadline.IDLE) {
            since = System.nanoTime();
        }
        tick();
    }

    /** Looks after the caller and the deadlines. */
    void tick() throws IOException {
        waiting.still();
        long now = System.nanoTime();
        demand(now - startedAt, deadlines.total(), DeadlinePassed.Deadline.TOTAL);
        demand(now - since, limit(), deadline);
    }

    /** Whether {@link #tick} would do something or throw; never waits. */
    boolean wants(long now) {
        return now - startedAt > deadlines.total().toNanos()
                || now - since > limit().toNanos()
                || waiting.wants(now);
    }

    private Duration limit() {
        return switch (deadline) {
            case CONNECT -> deadlines.connect();
            case FIRST_BYTE -> deadlines.firstByte();
            case IDLE -> deadlines.idle();
            case TOTAL -> deadlines.total();
        };
    }

    private static void demand(long waited, Duration limit, DeadlinePassed.Deadline deadline)
            throws DeadlinePassed {
        if (waited > limit.toNanos()) {
            throw new DeadlinePassed(deadline);
        }
    }
}
