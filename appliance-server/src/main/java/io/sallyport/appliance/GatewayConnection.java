package io.sallyport.appliance;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.time.Duration;

/** One connection of the gateway, as Helidon's listener knows it: one request after the other. */
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
        all.opened(line);
        try {
            boolean more = true;
            while (more) {
                more = line.open() && door.serve(line, ids);
            }
        } catch (IOException ended) {
            // The caller left or was cut off; who must hear of it has heard. Helidon closes.
            line.close();
        } finally {
            all.closed(line);
        }
    }

    /** Never long enough for Helidon: idle connections are closed by {@link GatewayConnections}. */
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
        line.close();
    }
}
