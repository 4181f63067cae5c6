package io.sallyport.appliance;

import io.helidon.webserver.WebServer;

/**
 * The listener that applications call. Helidon accepts connections and gives each its thread; what
 * is spoken on them is ours ({@link GatewayConnections}). Nagle's algorithm is off (it stalls
 * streams by 40 ms), and a block is written in one call, without a copy between.
 */
final class GatewayListener implements AutoCloseable {

    private final GatewaySettings settings;
    private final WebServer server;

    GatewayListener(GatewaySettings settings, GatewayConnections connections) {
        this.settings = settings;
        server =
                WebServer.builder()
                        .host(settings.listener().host())
                        .port(settings.listener().port())
                        .shutdownHook(false)
                        .maxTcpConnections(settings.connections().all())
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .useNio(false)
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(connections)
                        .build();
    }

    /** Listens; {@link CannotListen} says why it does not. */
    void start() {
        Listening.start(server, "gateway", settings.listener());
    }

    String address() {
        return settings.listener().address(server.port());
    }

    @Override
    public void close() {
        server.stop();
    }
}
