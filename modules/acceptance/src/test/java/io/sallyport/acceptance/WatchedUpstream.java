package io.sallyport.acceptance;

import io.sallyport.simulator.Fault;
import io.sallyport.simulator.Personality;
import io.sallyport.simulator.Seen;
import io.sallyport.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A simulated upstream in the test's own process, so that a test can look at what arrived, and the
 * configuration of an appliance that uses it by both protocols: {@code house-openai/…} and {@code
 * house-anthropic/…}, a healthy model and every fault.
 */
final class WatchedUpstream implements AutoCloseable {
    static final String HEALTHY = "sim-small";
    private static final String CAPABILITIES =
            "[tools, parallel-tools, images, documents, structured-output, reasoning, streaming]";

    private final Simulator simulator =
            Simulator.start(
                    0,
                    List.of(
                            new Personality(
                                    HEALTHY, Duration.ofMillis(5), Duration.ofMillis(1), 0, 8, 1)));

    /** An appliance in front of it; aliases are lines of YAML. */
    PackagedAppliance serve(Path directory, List<String> aliases) throws IOException {
        Path configuration = directory.resolve("appliance.yaml");
        Files.writeString(configuration, configuration(simulator.base(), aliases));
        return PackagedAppliance.start(directory, "serve", "--config", configuration.toString());
    }

    /** How many requests have arrived. */
    int count() {
        return simulator.seen().size();
    }

    /** The requests that have arrived since there were so many. */
    List<Seen> since(int count) {
        List<Seen> all = simulator.seen();
        return all.subList(count, all.size());
    }

    @Override
    public void close() {
        simulator.close();
    }

    private static String configuration(URI base, List<String> aliases) {
        StringBuilder yaml = new StringBuilder("data-directory: data\n");
        yaml.append(
                "gateway: {host: 127.0.0.1, port: 0, max-connections-per-address: 1000}\nkeys: {max-concurrent-requests: 1000}\nadmin: {host: 127.0.0.1, port: 0}\n");
        yaml.append("providers:\n");
        for (String dialect : List.of("openai", "anthropic")) {
            yaml.append("  house-%s:\n".formatted(dialect));
            yaml.append("    dialect: %s\n".formatted(dialect));
            yaml.append("    base-url: \"%s\"\n".formatted(base));
            yaml.append("    authentication: none\n    allow-networks: [127.0.0.1]\n");
            yaml.append("    counts-tokens: %s\n".formatted(dialect.equals("anthropic")));
            yaml.append("    deadlines: {connect: 2s, first-byte: 5s, idle: 5s, total: 120s}\n");
        }
        yaml.append("models:\n");
        model(yaml, HEALTHY);
        for (Fault fault : Fault.values()) {
            model(yaml, fault.model());
        }
        yaml.append("aliases:\n  steadfast: [house-openai/fault-500, house-sim-small]\n");
        aliases.forEach(alias -> yaml.append("  ").append(alias).append('\n'));
        return yaml.toString();
    }

    private static void model(StringBuilder yaml, String name) {
        yaml.append("  house-%s:\n    quality: 0.4\n    context-tokens: 400000\n".formatted(name));
        yaml.append("    max-output-tokens: 200000\n    capabilities: ").append(CAPABILITIES);
        yaml.append("\n    deployments:\n");
        for (String provider : List.of("house-openai", "house-anthropic")) {
            yaml.append(
                    "      - {id: %s/%s, provider: %s, upstream-model: %s, price: {input: 0.10, output: 0.40}}\n"
                            .formatted(provider, name, provider, name));
        }
    }
}
