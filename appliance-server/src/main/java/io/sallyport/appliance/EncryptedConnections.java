package io.sallyport.appliance;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/** Puts our TLS below the connections of another selector of Helidon's. */
final class EncryptedConnections implements ServerConnectionSelector {
    private final ServerConnectionSelector above;
    private final ListenerTls tls;
    private final Duration handshake;
    private final Patrol patrol;
    private final ConnectionListener listener;

    /**
     * Below these connections.
     *
     * @param handshake how long a caller may take to shake hands
     */
    EncryptedConnections(
            ServerConnectionSelector above,
            ListenerTls tls,
            Duration handshake,
            Patrol patrol,
            ConnectionListener listener) {
        this.above = above;
        this.tls = tls;
        this.handshake = handshake;
        this.patrol = patrol;
        this.listener = listener;
    }

    /** Called on the thread that then serves the connection. */
    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new EncryptedConnection(this, context);
    }

    ServerConnection above(ConnectionContext encrypted) {
        return above.connection(encrypted);
    }

    ListenerTls tls() {
        return tls;
    }

    Duration handshake() {
        return handshake;
    }

    Patrol patrol() {
        return patrol;
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
        return above.supportedApplicationProtocols();
    }
}
