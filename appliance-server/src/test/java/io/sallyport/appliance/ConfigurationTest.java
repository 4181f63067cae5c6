package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.admission.CapacityRules;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.secret.Secret;
import io.sallyport.forwarding.ForwardingRules;
import io.sallyport.forwarding.HttpProxy;
import io.sallyport.provider.Authentication;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.Network;
import io.sallyport.provider.Provider;
import io.sallyport.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    private static final Path SHIPPED =
            Path.of(System.getProperty("sallyport.root", ".."), "config", "appliance.yaml");
    private static final String ONE_MODEL =
            """
            providers:
              up: {base-url: "http://up.example:9", authentication: none}
            models:
              small:
                deployments: [{provider: up, price: {input: 2, output: 3}}]
            """;

    @TempDir Path directory;

    @Test
    void everyDefaultIsThis() {
        // When
        Configuration read = parse(ONE_MODEL);
        // Then
        assertThat(read.dataDirectory()).isEqualTo(Path.of("data"));
        assertThat(read.gateway())
                .isEqualTo(
                        new GatewaySettings(
                                new ListenerSettings("127.0.0.1", 8080, Optional.empty()),
                                32 << 20,
                                new ConnectionLimits(10_000, 256),
                                new CallerDeadlines(
                                        Duration.ofMinutes(2),
                                        Duration.ofSeconds(10),
                                        Duration.ofMinutes(2),
                                        Duration.ofSeconds(30)),
                                List.of()));
        assertThat(read.admin())
                .isEqualTo(
                        new AdminSettings(
                                new ListenerSettings("127.0.0.1", 8081, Optional.empty()),
                                Path.of("data/admin-token"),
                                Set.of()));
        assertThat(read.database())
                .isEqualTo(
                        new DatabaseSettings(
                                "jdbc:h2:file:" + Path.of("data/sallyport").toAbsolutePath(),
                                "sallyport",
                                Optional.empty(),
                                8));
        assertThat(read.keys()).isEqualTo(new KeySettings(Path.of("data/pepper"), 100));
        assertThat(read.traceQueue()).isEqualTo(10_000);
        assertThat(read.drain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(read.strategy()).isEqualTo(Strategy.BALANCED);
        assertThat(read.forwarding())
                .isEqualTo(
                        new ForwardingRules(
                                5,
                                Duration.ofSeconds(15),
                                4,
                                32 << 20,
                                1 << 20,
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(2)));
        assertThat(read.upstream())
                .isEqualTo(new UpstreamSettings(1_000, Optional.empty(), UpstreamTrust.USUAL));
        assertThat(read.overload())
                .isEqualTo(
                        new OverloadSettings(Optional.empty(), Duration.ofMillis(20), 0.4, 0.85));
        assertThat(read.overload().rules(1L << 30, 2))
                .isEqualTo(
                        new CapacityRules(16_384, Duration.ofMillis(20), 200, 429_496_729, 0.85));
        Provider provider = read.models().providers().getFirst();
        assertThat(provider.reach().networks()).isEmpty();
        assertThat(provider.deadlines())
                .isEqualTo(
                        new Deadlines(
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(60),
                                Duration.ofSeconds(600)));
        assertThat(provider.countsTokens()).isFalse();
        var deployment = read.models().deployments().getFirst();
        assertThat(deployment.id().value()).isEqualTo("up/small");
        assertThat(deployment.upstreamModel()).isEqualTo("small");
        assertThat(deployment.tariff().input()).isEqualTo(new NanoUsd(2_000_000_000));
        assertThat(deployment.tariff().cacheRead()).isEqualTo(deployment.tariff().input());
        assertThat(deployment.tariff().cacheWrite()).isEqualTo(deployment.tariff().input());
        var model = read.models().models().getFirst();
        assertThat(model.displayName()).isEqualTo("small");
        assertThat(model.quality()).isEmpty();
        assertThat(model.capabilities()).isEmpty();
    }

    @Test
    void everyKeyIsObeyed() throws IOException {
        // Given
        Path password = secret("password", "hidden", "rw-------");
        String yaml =
                """
                data-directory: elsewhere
                gateway: {host: 10.0.0.1, port: 1, allow-plain: true, max-body-size: 2KiB, max-connections: 3, max-connections-per-address: 2, trusted-proxies: [10.0.0.0/8], idle-timeout: 4s, head-timeout: 5s, body-timeout: 6s, answer-timeout: 7s}
                admin: {host: "::1", port: 5, token-file: t, allowed-hosts: [Gate.example]}
                database: {url: "jdbc:postgresql://db/x", user: u, password: "${file:%s}", max-connections: 6}
                keys: {pepper-file: p, max-concurrent-requests: 4}
                traces: {queue: 7}
                shutdown: {drain: 7s}
                upstream: {connections-per-origin: 8, proxy: {host: proxy.example, port: 9, credential: "${env:PROXY}", no-proxy: [a, .b]}}
                overload: {max-requests: 16, queue-time: 17ms, body-memory: 0.18, max-heap: 0.19}
                routing: {strategy: cost-first}
                forwarding: {breaker-failures: 9, breaker-cooldown: 10s, max-attempts: 11, max-answer-size: 12B, max-event-size: 13KiB, keep-alive: 14s, max-retry-after: 15ms}
                providers:
                  claude: {dialect: anthropic, base-url: "https://c.example/x", api-key: "${env:KEY}", counts-tokens: false, allow-networks: [10.0.0.0/8, "::1"], headers: {a: b}, deadlines: {connect: 1s, first-byte: 2s, idle: 3s, total: 4s}}
                models:
                  m:
                    display-name: M
                    owner: o
                    created: 2026-02-03
                    quality: 0.25
                    auto: false
                    context-tokens: 100
                    max-output-tokens: 50
                    capabilities: [tools, images]
                    deployments: [{provider: claude, upstream-model: mm, id: x/y, refuses: [top_k, temperature], price: {input: 0.0028, cache-read: 1, cache-write: 2, cache-write-hour: 4, output: 3}}]
                aliases: {a: [m]}
                """
                        .formatted(password);
        // When
        Configuration read =
                new ConfigurationFile(Map.of("KEY", "sk-1", "PROXY", "u:p")).parse(yaml, "test");
        // Then
        assertThat(read.dataDirectory()).isEqualTo(Path.of("elsewhere"));
        assertThat(read.gateway())
                .isEqualTo(
                        new GatewaySettings(
                                new ListenerSettings("10.0.0.1", 1, Optional.empty()),
                                2048,
                                new ConnectionLimits(3, 2),
                                new CallerDeadlines(
                                        Duration.ofSeconds(4),
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(6),
                                        Duration.ofSeconds(7)),
                                List.of(Network.of("10.0.0.0/8"))));
        assertThat(read.admin())
                .isEqualTo(
                        new AdminSettings(
                                new ListenerSettings("::1", 5, Optional.empty()),
                                Path.of("t"),
                                Set.of("gate.example")));
        assertThat(read.database())
                .isEqualTo(
                        new DatabaseSettings(
                                "jdbc:postgresql://db/x",
                                "u",
                                Optional.of(Secret.of("hidden")),
                                6));
        assertThat(read.keys()).isEqualTo(new KeySettings(Path.of("p"), 4));
        assertThat(read.traceQueue()).isEqualTo(7);
        assertThat(read.drain()).isEqualTo(Duration.ofSeconds(7));
        assertThat(read.strategy()).isEqualTo(Strategy.COST_FIRST);
        assertThat(read.forwarding())
                .isEqualTo(
                        new ForwardingRules(
                                9,
                                Duration.ofSeconds(10),
                                11,
                                12,
                                13 << 10,
                                Duration.ofSeconds(14),
                                Duration.ofMillis(15)));
        assertThat(read.overload())
                .isEqualTo(
                        new OverloadSettings(Optional.of(16), Duration.ofMillis(17), 0.18, 0.19));
        assertThat(read.upstream())
                .isEqualTo(
                        new UpstreamSettings(
                                8,
                                Optional.of(
                                        new HttpProxy(
                                                "proxy.example",
                                                9,
                                                Optional.of(Secret.of("u:p")),
                                                List.of("a", ".b"))),
                                UpstreamTrust.USUAL));
        Provider provider = read.models().providers().getFirst();
        assertThat(provider.reach().networks())
                .containsExactlyInAnyOrder(Network.of("10.0.0.0/8"), Network.of("::1"));
        assertThat(provider.authentication()).isEqualTo(Authentication.X_API_KEY);
        assertThat(provider.credential()).contains(Secret.of("sk-1"));
        assertThat(provider.countsTokens()).isFalse();
        assertThat(provider.extraHeaders().first("a")).contains("b");
        assertThat(provider.deadlines().total()).isEqualTo(Duration.ofSeconds(4));
        var model = read.models().models().getFirst();
        assertThat(model.capabilities())
                .containsExactlyInAnyOrder(Capability.TOOLS, Capability.IMAGES);
        assertThat(model.quality()).hasValue(0.25);
        assertThat(model.automatic()).isFalse();
        assertThat(model.created()).isEqualTo("2026-02-03T00:00:00Z");
        var deployment = read.models().deployments().getFirst();
        assertThat(deployment.id().value()).isEqualTo("x/y");
        assertThat(deployment.refuses()).containsExactlyInAnyOrder("temperature", "top_k");
        assertThat(deployment.tariff().input()).isEqualTo(new NanoUsd(2_800_000));
        assertThat(deployment.tariff().cacheWrite()).isEqualTo(new NanoUsd(2_000_000_000));
        assertThat(deployment.tariff().cacheWriteHour()).isEqualTo(new NanoUsd(4_000_000_000L));
        assertThat(read.models().aliases()).containsEntry("a", List.of("m"));
    }

    @Test
    void everyKeyStandsInTheShippedFileAndEveryKeyOfItIsRead() throws Exception {
        // Given: the shipped file with every commented key switched on
        TestCertificate certificate = TestCertificate.in(directory, "EC");
        String all =
                Files.readString(SHIPPED)
                        .replaceAll("(?m)^(\\s*)#([a-z][a-z-]*:)", "$1$2")
                        .replaceAll("/etc/sallyport/.*\\.pem", certificate.certificate().toString())
                        .replaceAll("/etc/sallyport/.*\\.key", certificate.key().toString());
        assertThat(all).isNotEqualTo(Files.readString(SHIPPED));
        ConfigurationFile reader =
                new ConfigurationFile(
                        Map.of(
                                "OPENAI_API_KEY", "a",
                                "ANTHROPIC_API_KEY", "b",
                                "GEMINI_API_KEY", "c",
                                "DEEPSEEK_API_KEY", "d",
                                "SALLYPORT_DB_PASSWORD", "e",
                                "SALLYPORT_PROXY_CREDENTIAL", "f:g"));
        // When: an unknown key would be refused
        reader.parse(all, "shipped");
        // Then
        Set<String> missing = new TreeSet<>();
        Set<String> leaves =
                all.lines()
                        .map(String::strip)
                        .filter(line -> !line.startsWith("#"))
                        .flatMap(line ->
                                java.util.regex.Pattern.compile("([a-z][a-z-]*):")
                                        .matcher(line)
                                        .results())
                        .map(result -> result.group(1))
                        .collect(Collectors.toSet());
        for (String key : reader.keys()) {
            String leaf = key.substring(key.lastIndexOf('.') + 1);
            if (!leaves.contains(leaf)) {
                missing.add(key);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void theShippedFileWorksUneditedWithOneProviderKey() {
        // When
        Configuration read =
                new ConfigurationFile(Map.of("ANTHROPIC_API_KEY", "sk-ant")).serving(SHIPPED);
        // Then
        assertThat(read.models().providers()).hasSize(1);
        assertThat(read.models().models())
                .extracting(model -> model.id().value())
                .containsExactly("claude-opus-4-8", "claude-sonnet-5", "claude-haiku-4-5");
        assertThat(read.models().aliases()).containsEntry("fast", List.of("claude-haiku-4-5"));
        assertThat(read.notices()).hasSize(3).anyMatch(notice -> notice.contains("OPENAI_API_KEY"));
    }

    @Test
    void aReferenceMayHaveADefaultAndIsTheWholeValue() {
        assertThat(
                        parse(ONE_MODEL + "gateway: {port: \"${env:PORT:-77}\"}\n")
                                .gateway()
                                .listener()
                                .port())
                .isEqualTo(77);
        assertThat(
                        new ConfigurationFile(Map.of("PORT", "78"))
                                .parse(ONE_MODEL + "gateway: {port: \"${env:PORT:-77}\"}\n", "t")
                                .gateway()
                                .listener()
                                .port())
                .isEqualTo(78);
        assertThat(refused(() -> parse("gateway: {host: \"a${env:HOST}\"}")).getFirst())
                .contains("a reference must be the whole value");
    }

    @Test
    void aConfigurationForTheDemoMayNameTheModelsOfTheDemo() throws IOException {
        // Given
        Path file =
                Files.writeString(directory.resolve("d.yaml"), "aliases: {mine: [sim-small]}\n");
        DeclaredModels simulated = DemoModels.at(java.net.URI.create("http://127.0.0.1:1"));
        // When
        Configuration read = new ConfigurationFile(Map.of()).read(file, simulated);
        // Then
        assertThat(
                        read.demonstrating(simulated, directory, 0, 0)
                                .models()
                                .catalog()
                                .resolve("mine"))
                .hasSize(2);
        assertThat(refused(() -> new ConfigurationFile(Map.of()).read(file)).getFirst())
                .contains("sim-small");
    }

    @Test
    void theDemoIsItsOnlyCallerAndNotHeldBack() {
        // Given
        Configuration read =
                parse(
                        """
                        gateway: {host: 0.0.0.0, allow-plain: true, max-connections-per-address: 2}
                        admin: {host: 0.0.0.0, allow-plain: true}
                        """);
        // When
        Configuration demo = read.demonstrating(DeclaredModels.NONE, directory, 0, 0);
        // Then
        assertThat(demo.gateway().listener().isLoopback()).isTrue();
        assertThat(demo.admin().listener().isLoopback()).isTrue();
        assertThat(demo.gateway().connections().perAddress()).isEqualTo(10_000);
        assertThat(demo.keys().maxConcurrentRequests()).isEqualTo(10_000);
    }

    @Test
    void theKeySecretIsMadeOnceAndForItsOwnerOnly() throws IOException {
        // Given
        Path file = directory.resolve("deep/pepper");
        // When
        String first = SecretFile.readOrCreate(file, () -> "first");
        String second = SecretFile.readOrCreate(file, () -> "second");
        // Then
        assertThat(first).isEqualTo("first");
        assertThat(second).isEqualTo("first");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("deep").toFile().list()).containsExactly("pepper");
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
