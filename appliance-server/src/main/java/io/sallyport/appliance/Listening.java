package io.sallyport.appliance;

import io.helidon.webserver.WebServer;

/** Starts a Helidon server, which does not throw when it cannot listen. */
final class Listening {
    private Listening() {}

    /** Listens; {@link CannotListen} when it does not. */
    static void start(WebServer server, String name, ListenerSettings settings) {
        server.start();
        if (!server.isRunning() || server.port() <= 0) {
            throw new CannotListen(name, settings.host(), settings.port());
        }
    }
}
