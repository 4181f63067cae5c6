package io.sallyport.audit;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.TraceStore;
import io.sallyport.exchange.RequestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Traces in memory; can be made slow (a gate), failing (a number of times) and dying (an error).
 */
final class FakeTraceStore implements TraceStore {
    final List<Trace> traces = new ArrayList<>();
    final List<Integer> batches = new ArrayList<>();
    final AtomicInteger failuresLeft = new AtomicInteger();
    final CountDownLatch entered = new CountDownLatch(1);
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile @Nullable Error error;

    @Override
    public void append(List<Trace> batch) {
        entered.countDown();
        await(gate);
        Error fatal = error;
        if (fatal != null) {
            throw fatal;
        }
        if (failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the store is down");
        }
        synchronized (this) {
            traces.addAll(batch);
            batches.add(batch.size());
        }
    }

    @Override
    public Page page(Optional<Position> before, int limit) {
        throw new AssertionError("audit only writes; it never lists traces");
    }

    @Override
    public Optional<Trace> find(RequestId id) {
        throw new AssertionError("audit only writes; it never looks for a trace");
    }

    @Override
    public synchronized long count() {
        return traces.size();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
