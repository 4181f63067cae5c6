package io.sallyport.forwarding;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after every connection that waits for its upstream, ten times a second. One thread for all
 * of them: a read with a timeout of its own would set and cancel a timer each time, which costs two
 * switches to the thread of the timers, a fifth of what a call costs altogether.
 */
final class Patrol implements AutoCloseable {
    private final Set<PatientInput> waiting = ConcurrentHashMap.newKeySet();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("upstream-patrol").unstarted(this::walk);

    /** Begins to look. */
    void start() {
        thread.start();
    }

    private void walk() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Patience.TICK_MILLIS * 1_000_000L);
            long now = System.nanoTime();
            waiting.forEach(input -> input.lookAfter(now));
        }
    }

    /** From now on this one is looked after. */
    void add(PatientInput input) {
        waiting.add(input);
    }

    /** This one's connection is closed. */
    void remove(PatientInput input) {
        waiting.remove(input);
    }

    /** Looks no longer. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
