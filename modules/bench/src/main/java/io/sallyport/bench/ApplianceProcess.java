package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The appliance as it is shipped, in a process of its own: it checks the key of every request and
 * writes a trace of each into the embedded database, as in production. The configuration changes
 * only where its upstreams are, and the limits for one address and one key: here both are
 * everybody.
 */
final class ApplianceProcess {
    private static final Duration START = Duration.ofSeconds(60);
    private static final String MODEL = "bench-plain";
    private static final String TRANSLATED = "bench-translated";
    private final Contestant contestant;
    private final URI admin;

    private ApplianceProcess(Contestant contestant, URI admin) {
        this.contestant = contestant;
        this.admin = admin;
    }

    /**
     * Starts it, waits until it is ready and makes a key.
     *
     * @param launcher the command line that runs the appliance's commands
     */
    static ApplianceProcess start(
            Path directory, int upstreamPort, List<String> launcher, Pinning pinning)
            throws IOException, InterruptedException {
        Path configuration = directory.resolve("bench.yaml");
        Files.writeString(configuration, configuration(upstreamPort));
        List<String> serve = with(launcher, "serve", "--config", configuration.toString());
        RunningProcess process = RunningProcess.start(directory, pinning.gateway(serve), Map.of());
        try {
            String ready = process.line("READY ", START);
            String key = key(directory, launcher, ready);
            Contestant contestant =
                    new Contestant(
                            Contestant.SALLYPORT,
                            URI.create(field(ready, "gateway")).getPort(),
                            key,
                            MODEL,
                            TRANSLATED,
                            EnumSet.allOf(Workload.class),
                            Optional.of(process));
            return new ApplianceProcess(contestant, URI.create(field(ready, "admin")));
        } catch (IOException | InterruptedException | BenchFailed failed) {
            process.close();
            throw failed;
        }
    }

    static String key(Path directory, List<String> launcher, String ready)
            throws IOException, InterruptedException {
        List<String> create = with(launcher, "key", "create", "--name", "bench");
        create.addAll(List.of("--admin-url", field(ready, "admin")));
        create.addAll(List.of("--token-file", field(ready, "admin-token-file")));
        Path complaints = directory.resolve("key.log");
        Process process = new ProcessBuilder(create).redirectError(complaints.toFile()).start();
        String secret = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0 || secret.isEmpty()) {
            throw new BenchFailed(
                    "the appliance made no key: " + Files.readString(complaints).strip());
        }
        return secret;
    }

    static List<String> with(List<String> launcher, String... arguments) {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(arguments));
        return command;
    }

    static String field(String ready, String name) {
        for (String word : ready.split(" ")) {
            if (word.startsWith(name + "=")) {
                return word.substring(name.length() + 1);
            }
        }
        throw new BenchFailed("the appliance named no " + name + ": " + ready);
    }

    Contestant contestant() {
        return contestant;
    }

    /** How many traces it has written so far, and lost, in its own words. */
    Traces traces() throws IOException {
        try (InputStream in = admin.resolve("/metrics").toURL().openStream()) {
            return Traces.of(new String(in.readAllBytes(), UTF_8));
        }
    }

    private static String configuration(int upstreamPort) {
        return """
        data-directory: data
        gateway: {host: 127.0.0.1, port: 0, max-connections-per-address: 10000}
        keys: {max-concurrent-requests: 10000}
        admin: {port: 0}
        providers:
          plain: {dialect: openai, base-url: "http://127.0.0.1:%1$d/v1", authentication: none, allow-networks: [127.0.0.1]}
          other: {dialect: anthropic, base-url: "http://127.0.0.1:%1$d", authentication: none, allow-networks: [127.0.0.1]}
        models:
          %2$s:
            context-tokens: 200000
            max-output-tokens: 32000
            capabilities: [streaming]
            deployments: [{provider: plain, price: {input: 1.00, output: 4.00}}]
          %3$s:
            context-tokens: 200000
            max-output-tokens: 32000
            capabilities: [streaming]
            deployments: [{provider: other, price: {input: 1.00, output: 4.00}}]
        """
                .formatted(upstreamPort, MODEL, TRANSLATED);
    }
}
