package io.sallyport.bench;

import java.util.Locale;

/** The configuration of the appliances of the campaign: short deadlines, small caps. */
final class SiteConfiguration {
    static final long MOST_ANSWER = 4 << 20;

    private SiteConfiguration() {}

    /**
     * Every mischief is a model of its own, and some are the first of a chain.
     *
     * @param closedPort a port on which nobody listens
     * @param breakerFailures failures in a row that open a circuit
     */
    static String of(int upstreamPort, int closedPort, int breakerFailures) {
        StringBuilder yaml = new StringBuilder();
        yaml.append(
                """
                data-directory: data
                gateway: {host: 127.0.0.1, port: 0, max-body-size: 8MiB, max-connections-per-address: 10000}
                keys: {max-concurrent-requests: 10000}
                admin: {port: 0}
                overload: {queue-time: 5s}
                forwarding: {breaker-failures: %d, max-answer-size: 4MiB, max-event-size: 256KiB}
                providers:
                """
                        .formatted(breakerFailures));
        provider(yaml, "up", "http://127.0.0.1:" + upstreamPort + "/v1", "2s");
        provider(yaml, "calm", "http://127.0.0.1:" + upstreamPort + "/v1", "60s");
        provider(yaml, "refused", "http://127.0.0.1:" + closedPort + "/v1", "2s");
        provider(yaml, "nameless", "http://nowhere.invalid/v1", "2s");
        yaml.append("models:\n");
        for (Mischief each : Mischief.values()) {
            model(yaml, each.model(), "up", each.model());
        }
        model(yaml, "patient", "calm", Mischief.HANG.model());
        model(yaml, "refused-model", "refused", "good");
        model(yaml, "nameless-model", "nameless", "good");
        yaml.append(
                """
                aliases:
                  refused-chain: [refused-model, good]
                  nameless-chain: [nameless-model, good]
                  hang-chain: [hang, good]
                """);
        return yaml.toString();
    }

    private static void provider(StringBuilder yaml, String name, String base, String firstByte) {
        yaml.append(
                """
                  %s:
                    base-url: "%s"
                    authentication: none
                    allow-networks: [127.0.0.1]
                    deadlines: {connect: 2s, first-byte: %s, idle: 2s, total: 90s}
                """
                        .formatted(name, base, firstByte));
    }

    private static void model(StringBuilder yaml, String name, String provider, String upstream) {
        yaml.append(
                String.format(
                        Locale.ROOT,
                        "  %s: {capabilities: [streaming], deployments: [{provider: %s, upstream-model: %s,"
                                + " price: {input: 1, output: 4}}]}%n",
                        name,
                        provider,
                        upstream));
    }
}
