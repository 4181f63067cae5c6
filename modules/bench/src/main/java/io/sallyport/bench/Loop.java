package io.sallyport.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The load and the upstream behind the gateway, in one thread on one core: a loop that never
 * sleeps, so what is measured is the gateway and not how fast the machine wakes this process. After
 * the load rig of the project, which has two processes in C.
 *
 * <pre>
 *   this loop: LoadConnection ──▶ gateway, another core ──▶ this loop: MockConnection
 * </pre>
 */
final class Loop implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;
    private static final int AT_A_TIME = 50;
    private static final long LOOK_AGAIN_MILLIS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Selector selector;
    private final MockUpstream upstream;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    private Loop(Selector selector, MockUpstream upstream) {
        this.selector = selector;
        this.upstream = upstream;
    }

    /** A loop whose upstream listens on any free port of the loopback address. */
    static Loop open() throws IOException {
        return open(MockAnswers.complete());
    }

    /** The same with an upstream that answers so. */
    static Loop open(MockAnswers answers) throws IOException {
        Selector selector = Selector.open();
        return new Loop(selector, MockUpstream.listen(selector, answers));
    }

    int upstreamPort() {
        return upstream.port();
    }

    /** Puts this load on, and returns when the last answer is there or its time is over. */
    Tally run(Load load) throws IOException {
        long start = System.nanoTime();
        long from = start + load.settling().toNanos();
        long until = from + load.duration().toNanos();
        Tally tally = new Tally(from, until);
        Deque<LoadConnection> idle = new ArrayDeque<>(load.connections());
        List<LoadConnection> all = new ArrayList<>();
        try {
            for (int i = 0; i < load.connections(); i++) {
                all.add(LoadConnection.open(selector, load.port(), load.requests(), idle, tally));
            }
            idle.addAll(all);
            Pace pace = Pace.of(load.perSecond(), start, until);
            long last = until + PATIENCE.toNanos();
            while (turn(pace, idle, all.size(), last)) {
                selector.selectNow(this::ready);
            }
            tally.unfinished(all.size() - idle.size() + pace.unsent());
        } finally {
            for (LoadConnection connection : all) {
                connection.close();
            }
            selector.selectNow(this::ready);
        }
        return tally;
    }

    /**
     * Opens so many callers on this port that ask once and then stay, some of them at a time, and
     * returns when all have got what they stay with, or have had their time.
     */
    HeldConnections hold(int port, Requests requests, int count) throws IOException {
        HeldConnections held = new HeldConnections();
        while (held.size() < count) {
            for (int i = 0; i < AT_A_TIME && held.size() < count; i++) {
                held.add(HeldConnection.open(selector, port, requests.take()));
            }
            long last = System.nanoTime() + PATIENCE.toNanos();
            while (held.waiting() && System.nanoTime() - last < 0) {
                selector.selectNow(this::ready);
            }
        }
        return held;
    }

    /** Puts no load on for so long, but takes what comes. */
    void rest(Duration duration) throws IOException {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - end < 0) {
            selector.select(this::ready, LOOK_AGAIN_MILLIS);
        }
    }

    /** Sends what is due; false when everything is answered, or has had its time. */
    private static boolean turn(Pace pace, Deque<LoadConnection> idle, int all, long last)
            throws IOException {
        long now = System.nanoTime();
        while (!idle.isEmpty() && pace.due(now)) {
            idle.removeFirst().send(pace.take(now));
        }
        return (pace.more(now) || idle.size() < all) && now - last < 0;
    }

    private void ready(SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel) {
                upstream.accept();
            } else if (key.isValid() && key.attachment() instanceof Connection connection) {
                connection.ready(buffer);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
