package io.sallyport.bench;

import java.util.Locale;

/**
 * The configuration of the appliances of this proof: so many models at one upstream, and no limit
 * in the way of many connections of one address and one key.
 */
final class ScaleConfiguration {
    private ScaleConfiguration() {}

    /** The name of this model, from 0. */
    static String model(int number) {
        return "model-" + number;
    }

    static String of(int upstreamPort, int models) {
        StringBuilder yaml = new StringBuilder();
        yaml.append(
                """
                data-directory: data
                gateway: {host: 127.0.0.1, port: 0, max-connections: 20000, max-connections-per-address: 20000, idle-timeout: 2h}
                keys: {max-concurrent-requests: 20000}
                admin: {port: 0}
                overload: {max-requests: 20000, queue-time: 5s}
                upstream: {connections-per-origin: 20000}
                providers:
                  up:
                    base-url: "http://127.0.0.1:%d/v1"
                    authentication: none
                    allow-networks: [127.0.0.1]
                    deadlines: {idle: 2h, total: 2h}
                models:
                """
                        .formatted(upstreamPort));
        for (int i = 0; i < models; i++) {
            yaml.append(
                    String.format(
                            Locale.ROOT,
                            "  %s: {capabilities: [streaming], deployments: [{provider: up,"
                                    + " price: {input: 1, output: 4}}]}%n",
                            model(i)));
        }
        return yaml.toString();
    }
}
