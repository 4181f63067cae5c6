package io.sallyport.admission;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many requests are under way. Entering and leaving is one atomic step each; the lock is only
 * touched once a drain has begun.
 *
 * <p>No wake-up is lost: the drain first closes the door and then reads the count under the lock; a
 * leaver first lowers the count and then looks at the door.
 */
final class InFlight {
    private final AtomicInteger count = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private volatile boolean draining;

    /** Takes a place; false when nothing new is taken. */
    boolean enter() {
        count.incrementAndGet();
        if (draining) {
            leave();
            return false;
        }
        return true;
    }

    void leave() {
        int left = count.decrementAndGet();
        if (draining && left == 0) {
            lock.lock();
            try {
                empty.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    int count() {
        return count.get();
    }

    /** Takes nothing new and waits; true when everybody has left in time. */
    boolean drain(Duration atMost) {
        draining = true;
        long nanosLeft = atMost.toNanos();
        lock.lock();
        try {
            while (count.get() > 0) {
                if (nanosLeft <= 0) {
                    return false;
                }
                nanosLeft = empty.awaitNanos(nanosLeft);
            }
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return count.get() == 0;
        } finally {
            lock.unlock();
        }
    }
}
