package io.sallyport.forwarding;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connections to one origin. A call enters, takes a kept connection or opens one, and leaves,
 * giving the connection back when it is clean. The one that rested least is taken first, so that
 * those of a busy hour grow old and are closed.
 */
final class ConnectionPool {
    private static final long LONGEST_REST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Semaphore places;
    private final Deque<UpstreamConnection> resting = new ArrayDeque<>();
    private final Set<UpstreamConnection> busy = new HashSet<>();
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong reused = new AtomicLong();
    private final AtomicLong stale = new AtomicLong();
    private boolean closed;

    ConnectionPool(int most) {
        places = new Semaphore(most);
    }

    /** Waits for a place; {@link #leave} gives it back. */
    void enter(Patience patience) throws IOException {
        try {
            while (!places.tryAcquire(Patience.TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                patience.tick();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a connection", interrupted);
        }
    }

    /** A kept connection that is still alive. */
    Optional<UpstreamConnection> kept() {
        while (true) {
            Optional<UpstreamConnection> next = next();
            if (next.isEmpty() || next.get().isAlive(LONGEST_REST_NANOS)) {
                return next;
            }
            stale(next.get());
        }
    }

    private synchronized Optional<UpstreamConnection> next() {
        Optional<UpstreamConnection> next = Optional.ofNullable(resting.pollFirst());
        next.ifPresent(busy::add);
        return next;
    }

    /** A new connection belongs to this pool from now on. */
    synchronized void opened(UpstreamConnection connection) throws IOException {
        if (closed) {
            connection.close();
            throw new IOException("the client is closed");
        }
        opened.incrementAndGet();
        busy.add(connection);
    }

    /** A kept connection answered. */
    void reused() {
        reused.incrementAndGet();
    }

    /** A kept connection had been closed by its upstream, or had grown too old. */
    void stale(UpstreamConnection connection) {
        stale.incrementAndGet();
        drop(connection);
    }

    synchronized PoolFigures figures() {
        return new PoolFigures(
                busy.size(),
                resting.size(),
                places.getQueueLength(),
                opened.get(),
                reused.get(),
                stale.get());
    }

    /** This one is not used again. */
    void drop(UpstreamConnection connection) {
        synchronized (this) {
            busy.remove(connection);
        }
        connection.close();
    }

    /** This one may be used again; the oldest that rests too long is closed in passing. */
    void keep(UpstreamConnection connection) {
        Optional<UpstreamConnection> old;
        synchronized (this) {
            busy.remove(connection);
            if (closed) {
                old = Optional.of(connection);
            } else {
                connection.rests();
                resting.addFirst(connection);
                old =
                        Optional.ofNullable(resting.peekLast())
                                .filter(last -> last.restedFor(LONGEST_REST_NANOS));
                old.ifPresent(last -> resting.pollLast());
            }
        }
        old.ifPresent(UpstreamConnection::close);
    }

    void leave() {
        places.release();
    }

    /** Closes every connection, those of calls under way too. */
    synchronized void close() {
        closed = true;
        busy.forEach(UpstreamConnection::close);
        resting.forEach(UpstreamConnection::close);
        resting.clear();
    }
}
