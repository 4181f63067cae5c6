package io.sallyport.appliance;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.time.Duration;

/**
 * The listener that applications call. Helidon's defaults are for an inner network; here size,
 * connections and idle time have limits, Nagle's algorithm is off (it stalls streams by 40 ms), and
 * nothing but HTTP/1.1 is spoken.
 */
final class GatewayListener implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 10_000;
    private static final int MOST_HEADER_BYTES = 16 << 10;
    private static final int MOST_PROLOGUE_BYTES = 8 << 10;

    private static final Duration IDLE = Duration.ofMinutes(2);

    private final WebServer server;

    GatewayListener(String host, int port, int maxBodyBytes, HttpDoor door) {
        server =
                WebServer.builder()
                        .host(host)
                        .port(port)
                        .shutdownHook(false)
                        .maxTcpConnections(MOST_CONNECTIONS)
                        .maxPayloadSize(maxBodyBytes + 1L)
                        .idleConnectionTimeout(IDLE)
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(http1())
                        .routing(routing -> routing.any(door))
                        .build()
                        .start();
    }

    /** The wire logs are off for good: they would write prompts into the log. */
    @SuppressWarnings(
            "removal") // Helidon moves these switches; until they are gone they must be off.
    private static Http1ConnectionSelector http1() {
        Http1Config protocol =
                Http1Config.builder()
                        .maxHeadersSize(MOST_HEADER_BYTES)
                        .maxPrologueLength(MOST_PROLOGUE_BYTES)
                        .sendLog(false)
                        .receiveLog(false)
                        .build();
        return Http1ConnectionSelector.builder().config(protocol).build();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
