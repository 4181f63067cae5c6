package io.sallyport.audit;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.TraceStore;
import io.sallyport.exchange.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes exchanges from the queue and writes them in batches; lives on one thread. A batch that
 * failed stays in hand and is the first thing of the next turn. The first exchange of a batch waits
 * a moment for others, because what a commit costs is shared by the batch.
 */
final class TraceWriter implements BackgroundTask.Turn {
    static final int BATCH = 500;
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration GATHERING = Duration.ofMillis(100);

    private final BlockingQueue<Exchange> queue;
    private final TraceStore store;
    private final Backoff backoff;
    private final CountDownLatch finish = new CountDownLatch(1);
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final List<Exchange> batch = new ArrayList<>(BATCH);
    private int failures;
    private volatile int inHand;

    TraceWriter(BlockingQueue<Exchange> queue, TraceStore store, Backoff backoff) {
        this.queue = queue;
        this.store = store;
        this.backoff = backoff;
    }

    @Override
    public boolean take() {
        // Asked before the queue is: what arrives while we look must be found by another look.
        boolean closing = finish.getCount() == 0;
        if (batch.isEmpty() && !fill()) {
            return !closing;
        }
        List<Trace> traces = new ArrayList<>(batch.size());
        for (Exchange exchange : batch) {
            traces.add(TraceOfExchange.of(exchange));
        }
        store.append(traces);
        written.addAndGet(batch.size());
        letGo();
        return true;
    }

    @Override
    public void failed() {
        failures++;
        boolean closing = finish.getCount() == 0;
        if (failures < (closing ? backoff.attemptsAtClose() : backoff.attempts())) {
            pause(backoff.pauseAfter(failures), closing);
            return;
        }
        dropped.addAndGet(batch.size());
        letGo();
        if (closing) {
            dropRest();
        }
    }

    /** Lets the writer end once the queue is empty. */
    void finish() {
        finish.countDown();
    }

    /** Counts what is still queued as dropped: nobody will write it any more. */
    void dropRest() {
        List<Exchange> rest = new ArrayList<>();
        queue.drainTo(rest);
        dropped.addAndGet(rest.size());
    }

    int inHand() {
        return inHand;
    }

    long written() {
        return written.get();
    }

    long dropped() {
        return dropped.get();
    }

    private boolean fill() {
        try {
            // While closing nothing new arrives, so there is nothing to wait for.
            long wait = finish.getCount() == 0 ? 0 : LOOK.toNanos();
            Exchange first = queue.poll(wait, TimeUnit.NANOSECONDS);
            if (first == null) {
                return false;
            }
            batch.add(first);
            if (queue.size() < BATCH - 1) {
                finish.await(GATHERING.toNanos(), TimeUnit.NANOSECONDS);
            }
            queue.drainTo(batch, BATCH - 1);
            inHand = batch.size();
            return true;
        } catch (InterruptedException interrupted) {
            // Nobody here interrupts this thread; if someone does, go on: traces are not lost.
            return false;
        }
    }

    private void letGo() {
        batch.clear();
        inHand = 0;
        failures = 0;
    }

    /** While open a stop ends the pause at once; while closing the pause is short anyway. */
    private void pause(Duration pause, boolean closing) {
        try {
            if (closing) {
                Thread.sleep(backoff.first());
            } else if (finish.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                failures = 0;
            }
        } catch (InterruptedException interrupted) {
            // As in fill: go on.
            failures++;
        }
    }
}
