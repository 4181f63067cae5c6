package io.sallyport.appliance;

import java.nio.file.Path;

/**
 * The listener that administrators call.
 *
 * @param host the address it listens on, loopback unless told otherwise
 * @param port its port, 0 = any free
 * @param tokenFile where the bootstrap token is kept
 */
record AdminSettings(String host, int port, Path tokenFile) {
    private static final String HOST = "127.0.0.1";
    private static final int PORT = 8081;

    static AdminSettings read(Section section, Path dataDirectory) {
        return new AdminSettings(
                section.value("host", HOST, Values.host()),
                section.value("port", PORT, Values.number(0, 65_535)),
                section.value("token-file", dataDirectory.resolve("admin-token"), Path::of));
    }
}
