package io.sallyport.appliance;

import io.sallyport.admission.Capacity;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Tells how full the heap is behind a collection of its old generation: what is used between two
 * collections is mostly garbage and says nothing. A figure is believed for a few seconds only: a
 * machine that sheds may never collect again, and would refuse everybody for ever; when it lets
 * requests in while the heap is still full, the next collection comes soon and tells.
 */
final class HeapWatch implements AutoCloseable {
    private static final long ROUND_NANOS = Duration.ofMillis(100).toNanos();
    private static final long BELIEVED_NANOS = Duration.ofSeconds(5).toNanos();

    private final Capacity capacity;
    private final List<MemoryPoolMXBean> pools;
    private final List<GarbageCollectorMXBean> collectors;
    private final Thread thread;
    private volatile double latest;

    /** Not started. */
    HeapWatch(Capacity capacity) {
        this.capacity = capacity;
        pools =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .filter(HeapWatch::keeps)
                        .toList();
        List<String> names = pools.stream().map(MemoryPoolMXBean::getName).toList();
        collectors =
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .filter(each -> !each.getName().contains("Young"))
                        .filter(each ->
                                Stream.of(each.getMemoryPoolNames()).anyMatch(names::contains))
                        .toList();
        thread = Thread.ofPlatform().daemon().name("heap-watch").unstarted(this::watch);
    }

    /** The old generation, by whatever name its collector has; one that knows none has one pool. */
    private static boolean keeps(MemoryPoolMXBean pool) {
        String name = pool.getName();
        return pool.getCollectionUsage() != null
                && !name.contains("Eden")
                && !name.contains("Survivor")
                && !name.contains("Young");
    }

    /** Begins to watch. */
    void start() {
        thread.start();
    }

    /** The share that was used behind the last collection that is believed; else 0. */
    double latest() {
        return latest;
    }

    private void watch() {
        long collections = collections();
        long since = System.nanoTime() - BELIEVED_NANOS;
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(ROUND_NANOS);
            long now = collections();
            if (now != collections) {
                collections = now;
                since = System.nanoTime();
            }
            latest = System.nanoTime() - since < BELIEVED_NANOS ? used() : 0;
            capacity.heap(latest);
        }
    }

    private long collections() {
        return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }

    private double used() {
        return pools.stream()
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(usage -> usage.getMax() > 0)
                .mapToDouble(HeapWatch::share)
                .max()
                .orElse(0);
    }

    private static double share(MemoryUsage usage) {
        return (double) usage.getUsed() / usage.getMax();
    }

    /** Watches no longer. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
