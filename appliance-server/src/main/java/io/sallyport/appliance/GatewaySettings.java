package io.sallyport.appliance;

import io.sallyport.provider.Network;
import io.sallyport.wire.Limits;
import java.util.List;
import java.util.Optional;

/**
 * The listener that applications call.
 *
 * @param listener where it listens
 * @param maxBodyBytes the largest request body
 * @param connections how many connections there may be
 * @param deadlines how long a caller may keep a connection waiting
 * @param trustedProxies who is believed when it says for whom it asks
 */
record GatewaySettings(
        ListenerSettings listener,
        int maxBodyBytes,
        ConnectionLimits connections,
        CallerDeadlines deadlines,
        List<Network> trustedProxies) {

    /** 127.0.0.1:8080, 32 MiB, no proxy is trusted. */
    static final GatewaySettings DEFAULTS =
            new GatewaySettings(
                    new ListenerSettings("127.0.0.1", 8080, Optional.empty()),
                    32 << 20,
                    ConnectionLimits.DEFAULTS,
                    CallerDeadlines.DEFAULTS,
                    List.of());

    /** Copies the list. */
    GatewaySettings {
        trustedProxies = List.copyOf(trustedProxies);
    }

    static GatewaySettings read(Section section) {
        return new GatewaySettings(
                ListenerSettings.read(section, DEFAULTS.listener),
                section.value("max-body-size", DEFAULTS.maxBodyBytes, Values.size()),
                ConnectionLimits.read(section),
                CallerDeadlines.read(section),
                Networks.read(section, "trusted-proxies"));
    }

    /** How much of a request is read. */
    Limits limits() {
        return new Limits(
                Limits.REQUEST.headBytes(),
                Limits.REQUEST.startLineBytes(),
                Limits.REQUEST.fields(),
                maxBodyBytes);
    }

    /** The same on loopback, for one machine that is all its callers. */
    GatewaySettings demonstrating(int port) {
        return new GatewaySettings(
                listener.onLoopback(port),
                maxBodyBytes,
                connections.forOneAddress(),
                deadlines,
                trustedProxies);
    }
}
