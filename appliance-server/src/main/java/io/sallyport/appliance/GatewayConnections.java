package io.sallyport.appliance;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a connection of the gateway of every one that Helidon accepts, and lets none in that its
 * address has no place for.
 */
final class GatewayConnections implements ServerConnectionSelector {
    private final HttpDoor door;
    private final GatewaySettings settings;
    private final Optional<ListenerTls> tls;
    private final ConnectionListener listener;
    private final Patrol patrol;
    private final AddressGate gate;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    GatewayConnections(
            HttpDoor door,
            GatewaySettings settings,
            Optional<ListenerTls> tls,
            ConnectionListener listener,
            Patrol patrol,
            AddressGate gate,
            Clock clock) {
        this.door = door;
        this.settings = settings;
        this.tls = tls;
        this.listener = listener;
        this.patrol = patrol;
        this.gate = gate;
        this.clock = clock;
    }

    /** Called on the thread that then serves the connection. */
    @Override
    public ServerConnection connection(ConnectionContext context) {
        CallerLine line =
                new CallerLine(
                        context.serverSocket(), settings.deadlines(), settings.limits(), listener);
        return new GatewayConnection(this, door, line, new RequestIds(random, clock));
    }

    /** Whether this one may stay; it is watched from now on. */
    boolean opened(CallerLine line) {
        if (!gate.connected(line.peer())) {
            listener.turnedAway(TurnedAway.ADDRESS_LIMIT);
            return false;
        }
        patrol.watch(line.patience());
        return true;
    }

    /** Takes back what {@link #opened} gave. */
    void closed(CallerLine line) {
        patrol.forget(line.patience());
        gate.disconnected(line.peer());
    }

    Optional<ListenerTls> tls() {
        return tls;
    }

    ConnectionListener listener() {
        return listener;
    }

    /** None is needed: it is the only selector. */
    @Override
    public int bytesToIdentifyConnection() {
        return 0;
    }

    @Override
    public Support supports(BufferData data) {
        return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return Set.of("http/1.1");
    }
}
