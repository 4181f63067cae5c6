package io.sallyport.appliance;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.sallyport.forwarding.CallerWatch;
import java.time.Duration;
import java.util.Set;

/**
 * Tells a handler on which socket its caller sits, so that it can see the caller leave while
 * nothing is written. Helidon does not hand the socket to handlers; its connection selectors do,
 * and a handler runs on its connection's thread.
 */
final class CallerSocket implements ServerConnectionSelector {
    private static final ScopedValue<HelidonSocket> CURRENT = ScopedValue.newInstance();

    private final Http1ConnectionSelector http1;

    CallerSocket(Http1ConnectionSelector http1) {
        this.http1 = http1;
    }

    /** A watch over the caller of the current request; call it when its body has been read. */
    static CallerWatch watch() {
        HelidonSocket socket = CURRENT.get();
        return new CallerWatch() {
            private boolean listening;

            @Override
            public boolean gone() {
                if (!listening) {
                    listening = true;
                    socket.idle();
                }
                return !socket.isConnected();
            }
        };
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
        return new Known(http1.connection(context), context.serverSocket());
    }

    private record Known(ServerConnection connection, HelidonSocket socket)
            implements ServerConnection {

        @Override
        public void handle(Limit limit) throws InterruptedException {
            ScopedValue.where(CURRENT, socket)
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
}
