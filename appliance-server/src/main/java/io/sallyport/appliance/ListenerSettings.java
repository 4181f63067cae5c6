package io.sallyport.appliance;

import java.util.Optional;

/**
 * Where a listener listens, and whether what it hears is encrypted. Without TLS it stays on this
 * machine, unless the configuration says in words that it may not: keys and prompts would travel in
 * the open.
 *
 * @param host the address it listens on
 * @param port its port, 0 = any free
 * @param tls how connections are encrypted; empty = not at all
 */
record ListenerSettings(String host, int port, Optional<TlsSettings> tls) {

    /** Reads {@code host}, {@code port}, {@code tls} and {@code allow-plain}. */
    static ListenerSettings read(Section section, ListenerSettings usual) {
        ListenerSettings read =
                new ListenerSettings(
                        section.value("host", usual.host, Values.host()),
                        section.value("port", usual.port, Values.number(0, 65_535)),
                        section.section("tls").as(TlsSettings::read).flatMap(maybe -> maybe));
        boolean plain = section.value("allow-plain", false, Values.truth());
        // A section that is there and wrong has its problem already; an empty one is no TLS.
        boolean encrypted = read.tls.isPresent() || !section.section("tls").names().isEmpty();
        if (!read.isLoopback() && !encrypted && !plain) {
            section.problem("host", refusal(read.host, section.path()));
        }
        return read;
    }

    private static String refusal(String host, String path) {
        return ("%s is beyond this machine, where keys and prompts need TLS: write %s.tls.certificate-file"
                        + " and %s.tls.key-file; or, where something in front of it does TLS, %s.allow-plain: true;"
                        + " or listen on 127.0.0.1")
                .formatted(host, path, path, path);
    }

    /** Whether nobody but this machine can connect. */
    boolean isLoopback() {
        return HostName.isLoopback(host);
    }

    /** The same for this machine alone. */
    ListenerSettings onLoopback(int otherPort) {
        return new ListenerSettings("127.0.0.1", otherPort, Optional.empty());
    }

    /** How people on the same machine write it, with the port that it got. */
    String address(int bound) {
        String shown =
                switch (host) {
                    case "0.0.0.0", "::", "[::]" -> "127.0.0.1";
                    default ->
                            host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
                };
        return (tls.isPresent() ? "https://" : "http://") + shown + ":" + bound;
    }
}
