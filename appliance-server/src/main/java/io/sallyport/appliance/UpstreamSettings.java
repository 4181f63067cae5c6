package io.sallyport.appliance;

import io.sallyport.exchange.secret.Secret;
import io.sallyport.forwarding.HttpProxy;
import java.util.List;
import java.util.Optional;

/**
 * How the appliance reaches its upstreams.
 *
 * @param connectionsPerOrigin calls to one origin at a time; others wait
 * @param proxy through which connections go out
 * @param trust whom encrypted connections trust, unless a provider says otherwise
 */
record UpstreamSettings(int connectionsPerOrigin, Optional<HttpProxy> proxy, UpstreamTrust trust) {
    static final UpstreamSettings DEFAULTS =
            new UpstreamSettings(1_000, Optional.empty(), UpstreamTrust.USUAL);

    private static final int MOST_CONNECTIONS = 100_000;
    private static final int PROXY_PORT = 3128;
    private static final int MOST_PORT = 65_535;

    static UpstreamSettings read(Section section) {
        return new UpstreamSettings(
                section.value(
                        "connections-per-origin",
                        DEFAULTS.connectionsPerOrigin,
                        Values.number(1, MOST_CONNECTIONS)),
                section.section("proxy").as(UpstreamSettings::proxy).flatMap(maybe -> maybe),
                UpstreamTrust.read(section, UpstreamTrust.USUAL));
    }

    private static Optional<HttpProxy> proxy(Section section) {
        Optional<String> host = section.optional("host", Values.host());
        int port = section.value("port", PROXY_PORT, Values.number(1, MOST_PORT));
        Optional<Secret> credential = section.secret("credential");
        List<String> exceptions = section.texts("no-proxy");
        exceptions.stream()
                .filter(each -> each.contains("*") || each.contains("/"))
                .forEach(each ->
                        section.problem(
                                "no-proxy",
                                "'%s': name hosts, or .example.com for everything below a name"
                                        .formatted(each)));
        if (host.isEmpty() && (credential.isPresent() || section.has("port"))) {
            section.problem("host", "is required; where is the proxy?");
        }
        if (credential.map(each -> !each.reveal().contains(":")).orElse(false)) {
            section.problem("credential", "must be of the form user:password");
        }
        return host.map(each -> new HttpProxy(each, port, credential, exceptions));
    }
}
