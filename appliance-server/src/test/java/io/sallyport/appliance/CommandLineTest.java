package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The commands as an operator runs them, but in this process. */
class CommandLineTest {
    @TempDir Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Stream<List<String>> everyCommand() {
        return commands(Main.commandLine(), List.of());
    }

    private static Stream<List<String>> commands(CommandLine command, List<String> path) {
        return Stream.concat(
                Stream.of(path),
                command.getSubcommands().entrySet().stream()
                        .flatMap(each ->
                                commands(
                                        each.getValue(),
                                        Stream.concat(path.stream(), Stream.of(each.getKey()))
                                                .toList())));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyCommandHasHelpThatSaysWhatItDoes(List<String> command) {
        // When
        int code = run(Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new));
        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("Usage: sallyport").contains("--help");
        assertThat(out.toString().lines().toList()).hasSizeGreaterThan(3);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void thereAreTheCommandsOfTheProduct() {
        assertThat(everyCommand().map(path -> String.join(" ", path)))
                .contains(
                        "demo",
                        "serve",
                        "config check",
                        "key create",
                        "key list",
                        "key revoke",
                        "stop",
                        "resume",
                        "version");
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void wrongUsageEndsWithTwoAndNamesWhatIsWrong(List<String> command) {
        int code =
                run(
                        Stream.concat(command.stream(), Stream.of("--nonsense"))
                                .toArray(String[]::new));
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .containsAnyOf("--nonsense", "Missing required")
                .contains("--help'.");
    }

    @Test
    void aKeyIsMadeListedAndRevoked() throws IOException {
        try (Appliance appliance = start(0)) {
            String[] where = where(appliance);
            // When
            int made = run(with(where, "key", "create", "--name", "app", "--expires", "30d"));
            // Then: the secret stands alone on standard output
            assertThat(made).isZero();
            assertThat(out.toString().strip()).matches("slp_inf_[0-9A-Za-z]{38}_[0-9A-Za-z]{6}");
            String id = out.toString().substring(8, 16);
            assertThat(err.toString()).contains(id, "app", "not shown again");
            assertThat(fresh(with(where, "key", "list"))).isZero();
            assertThat(out.toString())
                    .contains("ORGANISATION", "MODELS", id, "active", "all", "app");
            assertThat(fresh(with(where, "key", "revoke", id))).isZero();
            assertThat(out.toString()).contains(id, "revoked");
            assertThat(fresh(with(where, "key", "list", "--json"))).isZero();
            assertThat(out.toString()).contains("\"state\":\"revoked\"");
            assertThat(fresh(with(where, "key", "revoke", "nobody01"))).isEqualTo(1);
            assertThat(err.toString()).contains("There is no key nobody01");
            assertThat(fresh(with(where, "key", "revoke", "slp_inf_" + id))).isEqualTo(2);
            assertThat(err.toString()).contains("sallyport key list");
        }
    }

    @Test
    void whatTheApplianceRefusesIsToldInItsWords() throws IOException {
        try (Appliance appliance = start(0)) {
            String[] where = where(appliance);
            assertThat(fresh(with(where, "key", "create", "--name", " "))).isEqualTo(1);
            assertThat(err.toString()).contains("name: must not be blank");
            assertThat(fresh(with(where, "key", "create", "--name", "a", "--model", "nope")))
                    .isZero();
            assertThat(err.toString()).contains("warning: allowed_models: 'nope'");
            assertThat(fresh(with(where, "key", "create", "--name", "a", "--model", "auto")))
                    .isZero();
            assertThat(err.toString()).doesNotContain("warning");
            assertThat(fresh(with(where, "key", "create", "--name", "a", "--model", "auto:chep")))
                    .isZero();
            assertThat(err.toString()).contains("warning: allowed_models: 'auto:chep'");
            assertThat(fresh(with(where, "key", "create", "--name", "a", "--expires", "soon")))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("--expires must be");
            assertThat(fresh(with(where, "key", "create", "--name", "a", "--admin"))).isZero();
            assertThat(fresh(with(where, "key", "list"))).isEqualTo(1);
            assertThat(err.toString()).contains("bootstrap token opens nothing");
        }
    }

    @Test
    void anApplianceThatIsNotThereIsSaidWithTheFix() throws IOException {
        // Given
        Path token = directory.resolve("token");
        SecretFile.readOrCreate(token, () -> "slp_boot_x");
        String nobody = "http://127.0.0.1:" + freePort();
        // When, Then
        assertThat(run("key", "list", "--admin-url", nobody, "--token-file", token.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains(nobody, "sallyport serve", "--admin-url");
        assertThat(fresh("key", "list", "--token-file", directory.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no file", "--token-file");
        assertThat(fresh("key", "list", "--admin-url", "ftp://x")).isEqualTo(2);
    }

    @Test
    void aProviderIsStoppedListedAndResumed() throws IOException {
        try (Appliance appliance = start(0)) {
            // When
            int stopped = run(with(where(appliance), "stop", "provider", "sim-openai"));
            // Then
            assertThat(stopped).isZero();
            assertThat(out.toString()).contains("provider  sim-openai  since 2");
            assertThat(fresh(with(where(appliance), "stop", "--list"))).isZero();
            assertThat(out.toString()).contains("sim-openai");
            assertThat(fresh(with(where(appliance), "stop", "model", "nothing"))).isEqualTo(1);
            assertThat(err.toString()).contains("There is no model 'nothing'");
            assertThat(fresh(with(where(appliance), "stop", "engine", "x"))).isEqualTo(1);
            assertThat(err.toString()).contains("kind: must be one of key, model, provider");
            assertThat(fresh(with(where(appliance), "resume", "provider", "sim-openai"))).isZero();
            assertThat(out.toString()).contains("nothing is stopped");
            assertThat(fresh(with(where(appliance), "resume", "key", "Ab3dE5gH"))).isEqualTo(1);
            assertThat(err.toString()).contains("is not stopped");
            assertThat(fresh(with(where(appliance), "stop"))).isEqualTo(2);
        }
    }

    @Test
    void tlsToAPlainListenerIsSaidWithTheFix() throws IOException {
        try (Appliance appliance = start(0)) {
            // Given
            String[] arguments = where(appliance);
            arguments[1] = arguments[1].replace("http:", "https:");
            // When
            int code = run(with(arguments, "key", "list"));
            // Then
            assertThat(code).isEqualTo(1);
            assertThat(err.toString()).contains("it has no TLS", "--admin-url http://");
        }
    }

    @Test
    void theGatewaysAddressIsNotTakenForTheAdminApi() throws IOException {
        try (Appliance appliance = start(0)) {
            String[] arguments = where(appliance);
            arguments[1] = appliance.gatewayAddress();
            assertThat(run(with(arguments, "key", "list"))).isEqualTo(1);
            assertThat(err.toString()).contains("is no Sallyport admin API");
        }
    }

    @Test
    void aWrongConfigurationEndsWithTwoAndEveryProblem() throws IOException {
        Path file = Files.writeString(directory.resolve("a.yaml"), "gateway: {prt: 1}\nx: 2\n");
        for (String command : List.of("serve", "config check")) {
            String[] arguments = (command + " --config " + file).split(" ");
            assertThat(fresh(arguments)).isEqualTo(2);
            assertThat(err.toString()).contains("2 problems", "gateway.prt (line 1)", "x (line 2)");
        }
    }

    @Test
    void wrongPortsAndDirectoriesAreSaidInWordsForTheirOwner() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThat(run("demo", "--port", "99999")).isEqualTo(2);
        assertThat(err.toString()).contains("--port must be a port");
        assertThat(fresh("demo", "--admin-port", "-1")).isEqualTo(2);
        for (String place : List.of("/proc/x", file.toString(), file + "/below")) {
            assertThat(fresh("demo", "--once", "--port", "0", "--admin-port", "0", "--data", place))
                    .isEqualTo(2);
            assertThat(err.toString()).contains(place).doesNotContain("defect");
        }
    }

    @Test
    void aTakenPortEndsWithOneAndTheFixAndGivesEverythingBack() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // When
            int code =
                    run(
                            "demo",
                            "--port",
                            String.valueOf(taken.getLocalPort()),
                            "--admin-port",
                            "0",
                            "--data",
                            directory.toString());
            // Then
            assertThat(code).isEqualTo(1);
            assertThat(err.toString()).contains(":" + taken.getLocalPort(), "gateway.port");
        }
        // the database is free again
        start(0).close();
    }

    private Appliance start(int port) {
        Configuration demo =
                new ConfigurationFile(Map.of())
                        .parse("", "test")
                        .demonstrating(
                                DemoModels.at(URI.create("http://127.0.0.1:1")),
                                directory,
                                port,
                                0);
        return Appliance.start(demo.settings(), Clock.systemUTC());
    }

    private String[] where(Appliance appliance) {
        return new String[] {
            "--admin-url",
            appliance.adminAddress(),
            "--token-file",
            appliance.adminTokenFile().toString()
        };
    }

    private static String[] with(String[] where, String... command) {
        return Stream.concat(Arrays.stream(command), Arrays.stream(where)).toArray(String[]::new);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private int fresh(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return run(arguments);
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
