package io.sallyport.audit;

import io.sallyport.audit.port.TraceStore;
import io.sallyport.exchange.Exchange;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is remembered of every exchange, whatever its ending: one trace without content.
 *
 * <p>Promises: {@link #remember} never waits and never throws; what finds the queue full is dropped
 * and counted. What has no caller (a wrong key, no HTTP at all) finds half of the queue closed, so
 * that nobody without a key can push the traces of those with one out of it. Traces are written in
 * batches by one thread of its own. When the store fails, the batch is kept and tried again with
 * growing pauses for about half a minute and only then counted as dropped. {@link #close} writes
 * what is queued, so a clean stop loses nothing.
 *
 * <pre>
 *   request threads ──► queue (bounded) ──► writer: batch ──► store
 *                          │ full                     └─ fails for long
 *                          └──────────► dropped ◄──────────┘
 * </pre>
 */
public final class Audit implements AutoCloseable {
    private final BlockingQueue<Exchange> queue;
    private final int openToAnyone;
    private final AtomicLong refused = new AtomicLong();
    private final TraceWriter writer;
    private final BackgroundTask task;
    private volatile boolean closed;

    /**
     * Starts the writer.
     *
     * @param capacity how many exchanges may wait, 10,000 by default
     */
    public Audit(TraceStore store, int capacity) {
        this(store, capacity, Backoff.DEFAULT);
    }

    Audit(TraceStore store, int capacity, Backoff backoff) {
        queue = new ArrayBlockingQueue<>(capacity);
        openToAnyone = (capacity + 1) / 2;
        writer = new TraceWriter(queue, store, backoff);
        task = new BackgroundTask("trace-writer", writer);
    }

    /** Remembers this exchange soon; after {@link #close} it is dropped and counted. */
    public void remember(Exchange exchange) {
        if (closed || !hasPlace(exchange) || !queue.offer(exchange)) {
            refused.incrementAndGet();
        }
    }

    /** Exchanges without a caller fill half of the queue at most. */
    private boolean hasPlace(Exchange exchange) {
        return exchange.caller().isPresent() || queue.size() < openToAnyone;
    }

    /** How many exchanges wait to be written. */
    public int queued() {
        return queue.size() + writer.inHand();
    }

    /** How many exchanges were lost: no place in the queue, or a store that failed for long. */
    public long dropped() {
        return refused.get() + writer.dropped();
    }

    /** How many exchanges were written. */
    public long written() {
        return writer.written();
    }

    /**
     * Whether somebody writes traces; false once the writer has ended, by {@link #close} or a
     * defect.
     */
    public boolean alive() {
        return task.alive();
    }

    /** Writes what is queued and stops; gives up soon when the store fails. */
    @Override
    public void close() {
        closed = true;
        writer.finish();
        task.close();
        writer.dropRest();
    }
}
