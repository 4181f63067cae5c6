package io.sallyport.appliance;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Optional;

/** The listener that administrators call; HTTP/1.1 only, with limits of its own. */
final class AdminListener implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 500;
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final AdminSettings settings;
    private final WebServer server;

    AdminListener(
            AdminSettings settings,
            AdminDoor door,
            Optional<ListenerTls> tls,
            Patrol patrol,
            ConnectionListener listener) {
        this.settings = settings;
        Http1ConnectionSelector http1 =
                Http1ConnectionSelector.builder().config(QuietHttp1.config()).build();
        ServerConnectionSelector connections =
                tls.<ServerConnectionSelector>map(own ->
                                new EncryptedConnections(http1, own, HANDSHAKE, patrol, listener))
                        .orElse(http1);
        server =
                WebServer.builder()
                        .host(settings.listener().host())
                        .port(settings.listener().port())
                        .shutdownHook(false)
                        .maxTcpConnections(MOST_CONNECTIONS)
                        .idleConnectionTimeout(IDLE)
                        .useNio(tls.isEmpty())
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(connections)
                        .routing(routing -> routing.any(door))
                        .build();
    }

    /** Listens; {@link CannotListen} says why it does not. */
    void start() {
        Listening.start(server, "admin", settings.listener());
    }

    String address() {
        return settings.listener().address(server.port());
    }

    @Override
    public void close() {
        server.stop();
    }
}
