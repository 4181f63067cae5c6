package io.sallyport.appliance;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after what waits for callers: a few times a second one thread cuts each wait that takes too
 * long. So a deadline costs its connection nothing but a note.
 */
final class Patrol implements AutoCloseable {
    private static final long ROUND_NANOS = Duration.ofMillis(200).toNanos();

    private final Set<CallerWait> waits = ConcurrentHashMap.newKeySet();
    private final Thread thread = Thread.ofVirtual().name("connection-patrol").unstarted(this::go);

    /** Begins to look. */
    void start() {
        thread.start();
    }

    private void go() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(ROUND_NANOS);
            long now = System.nanoTime();
            waits.forEach(wait -> wait.cutWhenOverdue(now));
        }
    }

    void watch(CallerWait wait) {
        waits.add(wait);
    }

    void forget(CallerWait wait) {
        waits.remove(wait);
    }

    /** Looks no longer. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
