package io.sallyport.appliance;

import io.sallyport.wire.Limits;

/**
 * The listener that applications call.
 *
 * @param host the address it listens on
 * @param port its port, 0 = any free
 * @param maxBodyBytes the largest request body
 * @param maxConnections the most open connections; one more waits until one of them closes
 * @param deadlines how long a caller may keep a connection waiting
 */
record GatewaySettings(
        String host, int port, int maxBodyBytes, int maxConnections, CallerDeadlines deadlines) {

    /** 0.0.0.0:8080, 32 MiB, 10,000 connections. */
    static final GatewaySettings DEFAULTS =
            new GatewaySettings("0.0.0.0", 8080, 32 << 20, 10_000, CallerDeadlines.DEFAULTS);

    static GatewaySettings read(Section section) {
        return new GatewaySettings(
                section.value("host", DEFAULTS.host, Values.host()),
                section.value("port", DEFAULTS.port, Values.number(0, 65_535)),
                section.value("max-body-size", DEFAULTS.maxBodyBytes, Values.size()),
                section.value(
                        "max-connections", DEFAULTS.maxConnections, Values.number(1, 1_000_000)),
                CallerDeadlines.read(section));
    }

    /** How much of a request is read. */
    Limits limits() {
        return new Limits(
                Limits.REQUEST.headBytes(),
                Limits.REQUEST.startLineBytes(),
                Limits.REQUEST.fields(),
                maxBodyBytes);
    }

    GatewaySettings at(String otherHost, int otherPort) {
        return new GatewaySettings(otherHost, otherPort, maxBodyBytes, maxConnections, deadlines);
    }
}
