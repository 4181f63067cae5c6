package io.sallyport.appliance;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The listener that administrators call.
 *
 * @param listener where it listens, on loopback unless told otherwise
 * @param tokenFile where the bootstrap token is kept
 * @param allowedHosts names by which it may be called, besides its address and loopback
 */
record AdminSettings(ListenerSettings listener, Path tokenFile, Set<String> allowedHosts) {
    private static final ListenerSettings USUAL =
            new ListenerSettings("127.0.0.1", 8081, Optional.empty());

    /** Copies the set, in lower case. */
    AdminSettings {
        allowedHosts =
                allowedHosts.stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    static AdminSettings read(Section section, Path dataDirectory) {
        return new AdminSettings(
                ListenerSettings.read(section, USUAL),
                section.value("token-file", dataDirectory.resolve("admin-token"), Path::of),
                hosts(section));
    }

    private static Set<String> hosts(Section section) {
        List<String> hosts = section.texts("allowed-hosts");
        hosts.stream()
                .filter(host -> !host.matches("[A-Za-z0-9._-]{1,253}"))
                .forEach(host ->
                        section.problem(
                                "allowed-hosts",
                                "'%s': name hosts as a browser shows them, without a port"
                                        .formatted(host)));
        return Set.copyOf(hosts);
    }

    /** The same on loopback, with its token in this directory. */
    AdminSettings demonstrating(int port, Path dataDirectory) {
        return new AdminSettings(
                listener.onLoopback(port), dataDirectory.resolve("admin-token"), allowedHosts);
    }
}
