package io.sallyport.appliance;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.UncheckedIOException;

/**
 * The listener that applications call. Helidon's defaults are for an inner network; here size,
 * connections and idle time have limits, Nagle's algorithm is off (it stalls streams by 40 ms), and
 * nothing but HTTP/1.1 is spoken.
 */
final class GatewayListener implements AutoCloseable {
    private static final int MOST_HEADER_BYTES = 16 << 10;
    private static final int MOST_PROLOGUE_BYTES = 8 << 10;

    private final GatewaySettings settings;
    private final WebServer server;

    GatewayListener(GatewaySettings settings, HttpDoor door) {
        this.settings = settings;
        server =
                WebServer.builder()
                        .host(settings.host())
                        .port(settings.port())
                        .shutdownHook(false)
                        .maxTcpConnections(settings.maxConnections())
                        .maxPayloadSize(settings.maxBodyBytes() + 1L)
                        .idleConnectionTimeout(settings.idleTimeout())
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(http1())
                        .routing(routing -> routing.any(door))
                        .build();
    }

    /** Listens; {@link CannotListen} says why it does not. */
    void start() {
        try {
            server.start();
        } catch (UncheckedIOException | IllegalStateException refused) {
            throw new CannotListen("gateway", settings.host(), settings.port(), refused);
        }
    }

    /** The wire logs are off for good: they would write prompts into the log. */
    @SuppressWarnings(
            "removal") // Helidon moves these switches; until they are gone they must be off.
    private static WatchedHttp1 http1() {
        Http1Config protocol =
                Http1Config.builder()
                        .maxHeadersSize(MOST_HEADER_BYTES)
                        .maxPrologueLength(MOST_PROLOGUE_BYTES)
                        .sendLog(false)
                        .receiveLog(false)
                        .build();
        return new WatchedHttp1(Http1ConnectionSelector.builder().config(protocol).build());
    }

    String address() {
        return Addresses.http(settings.host(), server.port());
    }

    @Override
    public void close() {
        server.stop();
    }
}
