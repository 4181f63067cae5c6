package io.sallyport.appliance;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * One connection of the gateway, as Helidon's listener knows it: a handshake where the listener has
 * TLS, and then one request after the other.
 */
final class GatewayConnection implements ServerConnection {
    private final GatewayConnections all;
    private final HttpDoor door;
    private final CallerLine line;
    private final RequestIds ids;

    GatewayConnection(GatewayConnections all, HttpDoor door, CallerLine line, RequestIds ids) {
        this.all = all;
        this.door = door;
        this.line = line;
        this.ids = ids;
    }

    /** The limit is Helidon's, has none by default, and would count what admission counts. */
    @Override
    public void handle(Limit limit) {
        if (!all.opened(line)) {
            return;
        }
        try {
            if (encrypted()) {
                boolean more = true;
                while (more) {
                    more = line.open() && door.serve(line, ids);
                }
            }
        } catch (IOException ended) {
            // The caller left or was cut off; who must hear of it has heard. Helidon closes.
            line.close();
        } finally {
            all.closed(line);
        }
    }

    /** Whether the connection is as its listener wants it. */
    private boolean encrypted() throws IOException {
        if (all.tls().isEmpty()) {
            return true;
        }
        try {
            line.encrypt(all.tls().get());
            return true;
        } catch (NotEncrypted plain) {
            all.listener().turnedAway(TurnedAway.PLAIN_TEXT);
            door.refusePlain(line, ids);
        } catch (SSLException failed) {
            all.listener().turnedAway(TurnedAway.HANDSHAKE);
        }
        return false;
    }

    /** Never long enough for Helidon: idle connections are closed by the {@link Patrol}. */
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        line.close();
    }
}
