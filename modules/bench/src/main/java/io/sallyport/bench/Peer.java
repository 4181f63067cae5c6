package io.sallyport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Another whole gateway from PyPI, with one key and no database. */
enum Peer {
    ROLTER("rolter", false) {
        @Override
        String configuration(int upstreamPort, int port) {
            return """
            [server]
            host = "127.0.0.1"
            port = %2$d
            [[providers]]
            name = "mock"
            kind = "openai_compatible"
            api_base = "http://127.0.0.1:%1$d"
            [[routes]]
            model = "bench-plain"
            strategy = "round_robin"
            [[routes.targets]]
            provider = "mock"
            model = "mock"
            [[virtual_keys]]
            key = "sk-bench"
            name = "bench"
            models = []
            """
                    .formatted(upstreamPort, port);
        }

        @Override
        List<String> command(Path program, Path configuration, int port) {
            return List.of(program.toString(), "gateway", "--config", configuration.toString());
        }
    },
    LITELLM("litellm[proxy]", true) {
        @Override
        String configuration(int upstreamPort, int port) {
            return """
            model_list:
              - model_name: bench-plain
                litellm_params:
                  {model: openai/mock, api_base: "http://127.0.0.1:%1$d/v1", api_key: none}
              - model_name: bench-translated
                litellm_params:
                  {model: anthropic/mock, api_base: "http://127.0.0.1:%1$d", api_key: none}
            general_settings: {master_key: sk-bench}
            """
                    .formatted(upstreamPort);
        }

        @Override
        List<String> command(Path program, Path configuration, int port) {
            return List.of(
                    program.toString(),
                    "--config",
                    configuration.toString(),
                    "--host",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port),
                    "--num_workers",
                    "1");
        }
    };

    private static final Duration START = Duration.ofSeconds(90);

    private final String requirement;
    private final boolean translates;

    Peer(String requirement, boolean translates) {
        this.requirement = requirement;
        this.translates = translates;
    }

    abstract String configuration(int upstreamPort, int port);

    abstract List<String> command(Path program, Path configuration, int port);

    /** What pip installs. */
    String requirement() {
        return requirement;
    }

    /** Its name in the results, and that of its program. */
    String label() {
        int extras = requirement.indexOf('[');
        return extras < 0 ? requirement : requirement.substring(0, extras);
    }

    /** Starts its program in front of the upstream. */
    Contestant start(Path program, Path directory, int upstreamPort, Pinning pinning)
            throws IOException, InterruptedException {
        int port = FreePort.find();
        Path configuration = directory.resolve(label() + ".conf");
        Files.writeString(configuration, configuration(upstreamPort, port));
        RunningProcess process =
                RunningProcess.start(
                        directory,
                        pinning.gateway(command(program, configuration, port)),
                        Map.of());
        try {
            process.listening(port, START);
        } catch (IOException | InterruptedException | BenchFailed failed) {
            process.close();
            throw failed;
        }
        return new Contestant(
                label(),
                port,
                "sk-bench",
                "bench-plain",
                "bench-translated",
                translates ? EnumSet.allOf(Workload.class) : Contestant.UNTRANSLATED,
                Optional.of(process));
    }
}
