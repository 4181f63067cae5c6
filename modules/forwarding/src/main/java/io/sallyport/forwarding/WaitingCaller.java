package io.sallyport.forwarding;

import io.sallyport.dialect.CallerGone;
import io.sallyport.dialect.Reply;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The caller while it waits: kept alive, and watched for leaving. Used by one thread at a time: the
 * exchange's, or the one that looks after it while that one stands still ({@link PatientInput}).
 */
final class WaitingCaller implements Waiting {
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    private final Reply reply;
    private final CallerWatch watch;
    private final boolean streaming;
    private final long keepAliveNanos;
    private long quietSince = System.nanoTime();
    private long lookedAt = System.nanoTime();

    WaitingCaller(Reply reply, CallerWatch watch, boolean streaming, Duration keepAliveEvery) {
        this.reply = reply;
        this.watch = watch;
        this.streaming = streaming;
        this.keepAliveNanos = keepAliveEvery.toNanos();
    }

    Reply reply() {
        return reply;
    }

    void wroteSomething() {
        quietSince = System.nanoTime();
    }

    /** Cheap enough for every piece of a busy stream: looks at the socket ten times a second. */
    @Override
    public void still() {
        long now = System.nanoTime();
        if (now - lookedAt >= LOOK_NANOS) {
            lookedAt = now;
            if (watch.gone()) {
                throw new CallerGone();
            }
        }
        if (streaming && now - quietSince > keepAliveNanos) {
            reply.keepAlive();
            wroteSomething();
        }
    }

    @Override
    public boolean wants(long now) {
        if (now - lookedAt >= LOOK_NANOS) {
            if (watch.gone()) {
                return true;
            }
            lookedAt = now;
        }
        return streaming && now - quietSince > keepAliveNanos;
    }

    /** Waits until {@link System#nanoTime} says this, while looking after the caller. */
    void waitUntil(long nanos) {
        while (nanos - System.nanoTime() > 0) {
            LockSupport.parkNanos(Math.min(LOOK_NANOS, nanos - System.nanoTime()));
            still();
        }
    }
}
