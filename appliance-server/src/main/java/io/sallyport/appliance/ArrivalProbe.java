package io.sallyport.appliance;

import io.sallyport.admission.Capacity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures what the bytes of a caller go through until somebody reads them: fifty times a second a
 * byte is written into a pipe whose other end a virtual thread reads, as it would read a socket. So
 * the time between has everything in it that makes requests wait: the poller, the queue of the
 * scheduler, the cores, a collection of garbage. The number of threads in that queue would not say
 * how long they take, and a timer would not go through the poller.
 *
 * <pre>
 *   platform thread: byte, note the time ──pipe──▶ virtual thread: read, note the time
 *          └── next round: told to Capacity, or how long it has been under way already
 * </pre>
 *
 * <p>The writer is a platform thread: it must not stand in the queue that it measures. How late it
 * wakes itself is what the operating system makes every thread wait, because other programs want
 * the cores. That is taken off: to refuse callers would not shorten it.
 */
final class ArrivalProbe implements AutoCloseable {
    private static final long ROUND_NANOS = Duration.ofMillis(20).toNanos();

    /** The poller's thread is woken, and a carrier of virtual threads. */
    private static final int WAKINGS = 2;

    private final Capacity capacity;
    private final Pipe pipe;
    private final Thread writer;
    private final Thread reader;
    private volatile long readAt;
    private volatile long count;
    private volatile Duration latest = Duration.ZERO;

    /** Not started. */
    ArrivalProbe(Capacity capacity) {
        this.capacity = capacity;
        try {
            pipe = Pipe.open();
        } catch (IOException failed) {
            throw new UncheckedIOException("no pipe can be opened", failed);
        }
        writer = Thread.ofPlatform().daemon().name("arrival-probe").unstarted(this::write);
        reader = Thread.ofVirtual().name("arrival-probe-reader").unstarted(this::read);
    }

    /** Begins to measure. */
    void start() {
        reader.start();
        writer.start();
    }

    /** What it measured last. */
    Duration latest() {
        return latest;
    }

    private void write() {
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        try {
            for (long sent = 1; !Thread.currentThread().isInterrupted(); sent++) {
                long at = System.nanoTime();
                pipe.sink().write(one.clear());
                awaitReading(sent, at);
            }
        } catch (ClosedChannelException closed) {
            // The appliance stops.
        } catch (IOException failed) {
            throw new UncheckedIOException("the pipe broke", failed);
        }
    }

    /**
     * Tells once a round, also while the byte is still under way: then it is that late at least.
     */
    private void awaitReading(long sent, long at) {
        boolean read = false;
        while (!read && !Thread.currentThread().isInterrupted()) {
            long slept = System.nanoTime();
            LockSupport.parkNanos(ROUND_NANOS);
            long now = System.nanoTime();
            read = count >= sent;
            long others = Math.max(0, now - slept - ROUND_NANOS);
            long waited = (read ? readAt : now) - at - WAKINGS * others;
            latest = Duration.ofNanos(Math.max(0, waited));
            capacity.waited(latest);
        }
    }

    private void read() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(1);
        long read = 0;
        try {
            while (pipe.source().read(bytes.clear()) > 0) {
                readAt = System.nanoTime();
                count = ++read;
            }
        } catch (ClosedChannelException closed) {
            // The appliance stops.
        } catch (IOException failed) {
            throw new UncheckedIOException("the pipe broke", failed);
        }
    }

    /** Measures no longer. */
    @Override
    public void close() {
        writer.interrupt();
        try {
            pipe.sink().close();
            pipe.source().close();
        } catch (IOException failed) {
            throw new UncheckedIOException("the pipe cannot be closed", failed);
        }
    }
}
