package io.sallyport.appliance;

import java.time.Duration;

/**
 * The listener that applications call.
 *
 * @param host the address it listens on
 * @param port its port, 0 = any free
 * @param maxBodyBytes the largest request body
 * @param maxConnections the most open connections; one more is refused
 * @param idleTimeout how long a connection may stand without a request
 */
record GatewaySettings(
        String host, int port, int maxBodyBytes, int maxConnections, Duration idleTimeout) {

    /** 0.0.0.0:8080, 32 MiB, 10,000 connections, 2 minutes. */
    static final GatewaySettings DEFAULTS =
            new GatewaySettings("0.0.0.0", 8080, 32 << 20, 10_000, Duration.ofMinutes(2));

    static GatewaySettings read(Section section) {
        return new GatewaySettings(
                section.value("host", DEFAULTS.host, Values.host()),
                section.value("port", DEFAULTS.port, Values.number(0, 65_535)),
                section.value("max-body-size", DEFAULTS.maxBodyBytes, Values.size()),
                section.value(
                        "max-connections", DEFAULTS.maxConnections, Values.number(1, 1_000_000)),
                section.value("idle-timeout", DEFAULTS.idleTimeout, Values.duration()));
    }

    GatewaySettings at(String otherHost, int otherPort) {
        return new GatewaySettings(otherHost, otherPort, maxBodyBytes, maxConnections, idleTimeout);
    }
}
