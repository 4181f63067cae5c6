package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every problem of a configuration is told, with its place and the fix. */
class ConfigurationRefusedTest {
    private static final Path SHIPPED =
            Path.of(System.getProperty("sallyport.root", ".."), "config", "appliance.yaml");

    @TempDir Path directory;

    @Test
    void aHeaderThatCarriesASecretTakesAReferenceOnly() {
        // Given
        String yaml =
                """
                providers:
                  azure:
                    base-url: https://a.example
                    authentication: none
                    headers: {api-key: open, cookie: "a=b", x-goog-api-key: "${env:KEY}", x-version: v1}
                """;
        // When
        List<String> problems =
                refused(() -> new ConfigurationFile(Map.of("KEY", "k")).parse(yaml, "test"));
        // Then
        assertThat(problems)
                .filteredOn(problem -> problem.contains("by reference"))
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("providers.azure.headers.api-key"))
                .anyMatch(problem -> problem.startsWith("providers.azure.headers.cookie"))
                .noneMatch(problem -> problem.contains("open") || problem.contains("a=b"));
    }

    @Test
    void whatIsNoConfigurationAtAllIsNamed() {
        // Given
        ConfigurationFile reader = new ConfigurationFile(Map.of());
        Path directory = SHIPPED.resolveSibling(".");
        // When
        List<String> text = refused(() -> reader.parse("root:x:0:0", "test"));
        List<String> folder = refused(() -> reader.read(directory));
        // Then
        assertThat(text).first().asString().startsWith("the file (line 1): must be a mapping");
        assertThat(folder).first().asString().contains("is a directory");
    }

    @Test
    void theShippedFileWithoutAnyKeySaysWhichOnesWouldDo() {
        assertThat(refused(() -> new ConfigurationFile(Map.of()).serving(SHIPPED)))
                .singleElement()
                .asString()
                .contains("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY");
    }

    @Test
    void everyProblemIsListedAtOnceWithItsPathAndTheFix() throws IOException {
        // Given
        Path loose = secret("loose", "hidden", "rw-r--r--");
        String yaml =
                """
                gatway: {port: 1}
                gateway: {port: 99999, idle-timeout: soon, max-body-size: 0}
                admin: 7
                database: {password: "very-secret", url: "jdbc:postgresql://h/x?password=pw1"}
                routing: {strategy: explicit}
                traces: {queue: -1, queue: 2}
                providers:
                  a: {base-url: "ftp://x", authentication: none}
                  b: {base-url: "https://b.example", api-key: "${env:NOT_SET}"}
                  c: {base-url: "https://c.example", api-key: "${file:%s}"}
                  d: {base-url: "https://d.example", api-key: "sk-plain"}
                  e: {base-url: "https://e.example"}
                  f: {base-url: "https://f.example", api-key: "${file:/nowhere/at/all}"}
                models:
                  m:
                    quality: 2
                    capabilities: [flying]
                    created: yesterday
                    deployments:
                      - {provider: zz, refuses: [messages], price: {input: -1}}
                  n: {}
                aliases: {x: [nothing], y: []}
                """
                        .formatted(loose);
        // When
        List<String> problems = refused(() -> parse(yaml));
        // Then
        String all = String.join("\n", problems);
        assertThat(all)
                .contains(
                        "gatway (line 1): is no key of this section; it has admin, aliases,",
                        "gateway.port (line 2): must be a whole number from 0 to 65535",
                        "gateway.idle-timeout (line 2): must be a duration such as",
                        "gateway.max-body-size (line 2): must be a size",
                        "admin (line 3): must be a mapping",
                        "database.password (line 4): a secret does not stand in this file",
                        "database.url (line 4): has a password in it",
                        "routing.strategy (line 5): must be one of balanced, cost-first",
                        "traces.queue (line 6): stands here twice",
                        "providers.a (line 8): provider a: the base URL must be",
                        "providers.b.api-key (line 9): the environment variable NOT_SET is not set",
                        "providers.c.api-key (line 10): the file " + loose + " has mode rw-r--r--",
                        "chmod 600",
                        "providers.d.api-key (line 11): a secret does not stand in this file",
                        "providers.e.api-key (line 12): is required",
                        "providers.f.api-key (line 13): there is no file /nowhere/at/all",
                        "models.m.quality (line 16): must be a number from 0 to 1",
                        "models.m.capabilities (line 17): 'flying': must be one of",
                        "models.m.created (line 18): must be a date",
                        "models.m.deployments[0].provider (line 20): there is no provider 'zz'",
                        "models.m.deployments[0].refuses (line 20): 'messages' is not one of",
                        "models.m.deployments[0].price.input (line 20): must be a price",
                        "models.m.deployments[0].price.output (line 20): is required",
                        "models.n.deployments (line 21): is required",
                        "alias 'x' refers to 'nothing'",
                        "alias 'y' stands for nothing");
        assertThat(all).doesNotContain("hidden", "sk-plain", "very-secret", "pw1");
    }

    @Test
    void aBaseUrlOutsideTheInternetNamesWhatWouldAllowIt() {
        // Given
        String yaml =
                """
                providers:
                  a: {base-url: "http://10.1.2.3:8000", authentication: none}
                  b: {base-url: "http://10.1.2.3:8000", authentication: none, allow-networks: [10.0.0.0/9]}
                  c: {base-url: "http://169.254.169.254", authentication: none, allow-networks: [169.254.0.0/16]}
                  d: {base-url: "https://d.example", authentication: none, allow-networks: [ten]}
                  e: {base-url: "http://localhost:11434", authentication: none}
                """;
        // When
        List<String> problems = refused(() -> parse(yaml));
        // Then
        assertThat(problems).hasSize(4);
        assertThat(String.join("\n", problems))
                .contains(
                        "provider a: the base URL: 10.1.2.3 is a private address",
                        "write allow-networks: ['10.1.2.3']",
                        "provider c: the base URL: 169.254.169.254 is an address of a cloud's",
                        "providers.d.allow-networks (line 5): 'ten' is no address or network",
                        "provider e: the base URL: 127.0.0.1 is this machine itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "'::'", "10.1.2.3", "gate.example", "'2001:db8::1'"})
    void nothingListensBeyondThisMachineWithoutTlsUnlessToldSo(String host) {
        // When
        List<String> problems =
                refused(() ->
                        parse(
                                "gateway: {host: %s, tls: }\nadmin: {host: %s}\n"
                                        .formatted(host, host)));
        // Then
        assertThat(problems).hasSize(2);
        assertThat(problems.getFirst())
                .startsWith("gateway.host (line 1): ")
                .contains(
                        "gateway.tls.certificate-file",
                        "gateway.tls.key-file",
                        "gateway.allow-plain: true",
                        "127.0.0.1");
        assertThat(problems.getLast())
                .startsWith("admin.host (line 2): ")
                .contains("admin.tls.certificate-file", "admin.allow-plain: true");
        assertThat(
                        parse("gateway: {host: %s, allow-plain: true}".formatted(host))
                                .gateway()
                                .listener()
                                .isLoopback())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.9.9.9", "'::1'", "'[::1]'"})
    void thisMachineAloneNeedsNoTls(String host) {
        // When
        Configuration read = parse("gateway: {host: %s}\nadmin: {host: %s}".formatted(host, host));
        // Then
        assertThat(read.gateway().listener().isLoopback()).isTrue();
        assertThat(read.admin().listener().tls()).isEmpty();
    }

    @Test
    void filesOfTlsThatCannotBeUsedAreNamedWithTheFix() throws Exception {
        // Given
        TestCertificate one = TestCertificate.in(directory, "EC");
        TestCertificate other = TestCertificate.in(directory, "RSA");
        String pair = "certificate-file: %s, key-file: %s";
        // When
        String apart = tls(pair.formatted(one.certificate(), other.key()));
        // Then
        assertThat(apart)
                .startsWith("gateway.tls.certificate-file (line 1): ")
                .contains("is not the key of the certificate");
        assertThat(tls("certificate-file: " + one.certificate())).contains("belong together");
        assertThat(tls("client-certificates: needed")).contains("belong together");
        assertThat(tls(pair.formatted("/nowhere", one.key()))).contains("/nowhere is not there");
        assertThat(tls(one.tls() + ", client-certificates: wanted"))
                .contains("gateway.tls.client-ca-file", "is required");
        assertThat(tls(one.tls() + ", client-certificates: maybe"))
                .contains("one of needed, none, wanted");
        assertThat(tls(one.tls() + ", client-ca-file: " + one.key())).doesNotContain("PRIVATE KEY");
    }

    private static String tls(String keys) {
        return refused(() -> parse("gateway: {host: 0.0.0.0, tls: {%s}}".formatted(keys)))
                .getFirst();
    }

    @Test
    void aFileThatIsNoYamlOrNotThereIsNamed() throws IOException {
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
        assertThat(refused(() -> parse("a: [")).getFirst()).contains("is no valid YAML", "line 1");
        assertThat(refused(() -> parse("- a\n- b")).getFirst()).contains("must be a mapping");
        assertThat(
                        refused(() ->
                                new ConfigurationFile(Map.of()).read(directory.resolve("no.yaml"))))
                .singleElement()
                .asString()
                .contains("no.yaml: there is no such file");
        assertThat(refused(() -> new ConfigurationFile(Map.of()).read(binary)))
                .singleElement()
                .asString()
                .contains("is no UTF-8 text");
        Path deep =
                Files.writeString(
                        directory.resolve("deep"), "a: " + "[".repeat(20_000) + "]".repeat(20_000));
        assertThat(refused(() -> new ConfigurationFile(Map.of()).read(deep)).getFirst())
                .contains("too deeply nested");
        assertThat(
                        refused(() -> new ConfigurationFile(Map.of()).read(Path.of("/dev/zero")))
                                .getFirst())
                .contains("more than 4 MiB");
        assertThat(
                        refused(() ->
                                        parse(
                                                "database: {password: \"${env:NO_SUCH:-plain-secret}\"}"))
                                .getFirst())
                .contains("a secret has no default")
                .doesNotContain("plain-secret");
        assertThat(refused(() -> parse("a: &a [*a, *a]")).getFirst()).isNotBlank();
    }

    private Path secret(String name, String text, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static Configuration parse(String yaml) {
        return new ConfigurationFile(Map.of()).parse(yaml, "test.yaml");
    }

    private static List<String> refused(Runnable reading) {
        ConfigurationRefused refused =
                catchThrowableOfType(ConfigurationRefused.class, reading::run);
        assertThat(refused).isNotNull();
        return refused.problems();
    }
}
