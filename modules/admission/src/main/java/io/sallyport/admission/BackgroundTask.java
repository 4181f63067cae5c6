package io.sallyport.admission;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Does one thing again and again on a virtual thread of its own until it is closed. One of the four
 * doors at which everything is caught: a failed turn is counted, and the next turn tries again.
 *
 * <p>It stops by a latch and never by an interrupt, because an interrupt inside the embedded
 * database's file access would close the database for everybody.
 */
final class BackgroundTask implements AutoCloseable {
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicLong failures = new AtomicLong();
    private final Thread thread;

    BackgroundTask(String name, Duration pause, Runnable turn) {
        thread = Thread.ofVirtual().name(name).start(() -> run(pause, turn));
    }

    /** How many turns have failed. */
    long failures() {
        return failures.get();
    }

    /** Whether turns still come; false once it was closed or an error ended it. */
    boolean alive() {
        return thread.isAlive();
    }

    private void run(Duration pause, Runnable turn) {
        while (!stopped(pause)) {
            try {
                turn.run();
            } catch (RuntimeException failed) {
                failures.incrementAndGet();
            }
        }
    }

    private boolean stopped(Duration pause) {
        try {
            return stop.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Waits for the turn under way. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
