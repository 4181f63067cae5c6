package io.sallyport.admission;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests of one key are under way. It belongs to the key and not to a snapshot of it:
 * every snapshot of the same key has the same one, so that nothing is lost when they are swapped.
 */
final class KeyLoad {
    private final AtomicInteger count = new AtomicInteger();

    /** Takes a place; false when so many are taken already. */
    boolean enter(int most) {
        int now = count.get();
        while (now < most) {
            int found = count.compareAndExchange(now, now + 1);
            if (found == now) {
                return true;
            }
            now = found;
        }
        return false;
    }

    void leave() {
        count.decrementAndGet();
    }
}
