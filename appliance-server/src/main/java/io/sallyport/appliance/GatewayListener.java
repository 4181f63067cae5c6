package io.sallyport.appliance;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http1.Http1ConnectionSelector;

/**
 * The listener that applications call. Helidon's defaults are for an inner network; here heads,
 * connections and idle time have limits (the size of a body has its own, at {@link HelidonBody},
 * because Helidon's refusal has no envelope), Nagle's algorithm is off (it stalls streams by 40
 * ms), and nothing but HTTP/1.1 is spoken.
 */
final class GatewayListener implements AutoCloseable {

    private final GatewaySettings settings;
    private final WebServer server;

    GatewayListener(GatewaySettings settings, HttpDoor door, DirectHandlers refusals) {
        this.settings = settings;
        Http1ConnectionSelector http1 =
                Http1ConnectionSelector.builder().config(QuietHttp1.config()).build();
        server =
                WebServer.builder()
                        .host(settings.host())
                        .port(settings.port())
                        .shutdownHook(false)
                        .maxTcpConnections(settings.maxConnections())
                        .idleConnectionTimeout(settings.idleTimeout())
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .protocolsDiscoverServices(false)
                        .directHandlers(refusals)
                        .addConnectionSelector(new WatchedHttp1(http1))
                        .routing(routing -> routing.any(door))
                        .build();
    }

    /** Listens; {@link CannotListen} says why it does not. */
    void start() {
        Listening.start(server, "gateway", settings.host(), settings.port());
    }

    String address() {
        return Addresses.http(settings.host(), server.port());
    }

    @Override
    public void close() {
        server.stop();
    }
}
