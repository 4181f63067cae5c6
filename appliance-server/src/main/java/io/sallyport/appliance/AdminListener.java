package io.sallyport.appliance;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.time.Duration;

/** The listener that administrators call; HTTP/1.1 only, with limits of its own. */
final class AdminListener implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 500;
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final AdminSettings settings;
    private final WebServer server;

    AdminListener(AdminSettings settings, AdminDoor door) {
        this.settings = settings;
        Http1ConnectionSelector http1 =
                Http1ConnectionSelector.builder().config(QuietHttp1.config()).build();
        server =
                WebServer.builder()
                        .host(settings.host())
                        .port(settings.port())
                        .shutdownHook(false)
                        .maxTcpConnections(MOST_CONNECTIONS)
                        .idleConnectionTimeout(IDLE)
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(http1)
                        .routing(routing -> routing.any(door))
                        .build();
    }

    /** Listens; {@link CannotListen} says why it does not. */
    void start() {
        Listening.start(server, "admin", settings.host(), settings.port());
    }

    String address() {
        return Addresses.http(settings.host(), server.port());
    }

    @Override
    public void close() {
        server.stop();
    }
}
