package io.sallyport.appliance;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.sallyport.forwarding.CallerWatch;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * Helidon's HTTP/1.1 with a {@link CallerLookout} below each connection. A handler finds the
 * lookout of its own connection with {@link #callerOfThisThread}, because Helidon calls handlers on
 * the connection's thread.
 */
final class WatchedHttp1 implements ServerConnectionSelector {
    private static final ScopedValue<CallerLookout> LOOKOUT = ScopedValue.newInstance();

    private final Http1ConnectionSelector http1;

    WatchedHttp1(Http1ConnectionSelector http1) {
        this.http1 = http1;
    }

    /** Tells whether the caller of the connection that this thread serves is still there. */
    static CallerWatch callerOfThisThread() {
        return LOOKOUT.orElseThrow(
                () -> new IllegalStateException("a handler runs on the thread of its connection"));
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        CallerLookout lookout = new CallerLookout(context.dataReader());
        return new Watched(
                http1.connection(new Below(context, DataReader.create(lookout))), lookout);
    }

    private record Watched(ServerConnection connection, CallerLookout lookout)
            implements ServerConnection {
        @Override
        public void handle(Limit limit) throws InterruptedException {
            ScopedValue.where(LOOKOUT, lookout)
                    .<Boolean, InterruptedException>call(() -> {
                        connection.handle(limit);
                        return true;
                    });
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }

    /** The same connection with another source of bytes. */
    private record Below(ConnectionContext above, DataReader reader) implements ConnectionContext {
        @Override
        public DataReader dataReader() {
            return reader;
        }

        @Override
        public ListenerContext listenerContext() {
            return above.listenerContext();
        }

        @Override
        public ExecutorService executor() {
            return above.executor();
        }

        @Override
        public DataWriter dataWriter() {
            return above.dataWriter();
        }

        @Override
        public Router router() {
            return above.router();
        }

        @Override
        public Optional<ProxyProtocolData> proxyProtocolData() {
            return above.proxyProtocolData();
        }

        @Override
        public HelidonSocket serverSocket() {
            return above.serverSocket();
        }

        @Override
        public PeerInfo remotePeer() {
            return above.remotePeer();
        }

        @Override
        public PeerInfo localPeer() {
            return above.localPeer();
        }

        @Override
        public boolean isSecure() {
            return above.isSecure();
        }

        @Override
        public String socketId() {
            return above.socketId();
        }

        @Override
        public String childSocketId() {
            return above.childSocketId();
        }
    }
}
