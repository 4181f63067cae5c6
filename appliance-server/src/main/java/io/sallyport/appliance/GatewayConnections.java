package io.sallyport.appliance;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.sallyport.wire.Limits;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes a connection of the gateway of every one that Helidon accepts, and looks after all of them:
 * a few times a second one thread cuts those whose callers let them wait for too long. So a
 * deadline costs its connection nothing but a note.
 */
final class GatewayConnections implements ServerConnectionSelector, AutoCloseable {
    private static final long ROUND_NANOS = Duration.ofMillis(200).toNanos();

    private final HttpDoor door;
    private final CallerDeadlines deadlines;
    private final Limits limits;
    private final ConnectionListener listener;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Set<CallerLine> lines = ConcurrentHashMap.newKeySet();
    private final Thread patrol;

    GatewayConnections(
            HttpDoor door,
            CallerDeadlines deadlines,
            Limits limits,
            ConnectionListener listener,
            Clock clock) {
        this.door = door;
        this.deadlines = deadlines;
        this.limits = limits;
        this.listener = listener;
        this.clock = clock;
        patrol = Thread.ofVirtual().name("connection-patrol").unstarted(this::patrol);
    }

    /** Begins to look after the connections. */
    void start() {
        patrol.start();
    }

    private void patrol() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(ROUND_NANOS);
            long now = System.nanoTime();
            lines.forEach(line -> line.lookAt(now));
        }
    }

    /** Called on the thread that then serves the connection. */
    @Override
    public ServerConnection connection(ConnectionContext context) {
        CallerLine line = new CallerLine(context.serverSocket(), deadlines, limits, listener);
        return new GatewayConnection(this, door, line, new RequestIds(random, clock));
    }

    void opened(CallerLine line) {
        lines.add(line);
    }

    void closed(CallerLine line) {
        lines.remove(line);
    }

    /** None is needed: it is the only selector. */
    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of("http/1.1");
    }

    /** Looks after them no longer. */
    @Override
    public void close() {
        patrol.interrupt();
    }
}
