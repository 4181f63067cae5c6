package io.sallyport.appliance;

import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.secret.Secret;
import io.sallyport.forwarding.ForwardingRules;
import io.sallyport.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The whole configuration as one tree; {@link ConfigurationFile} makes it of a file. Everything has
 * a default but the models: an appliance without one has nothing to do.
 *
 * @param dataDirectory where everything that the appliance writes is kept, unless told otherwise
 * @param gateway the listener for applications
 * @param admin the listener for administrators
 * @param database where keys and traces are kept
 * @param keys the keys of callers
 * @param traceQueue how many traces may wait to be written
 * @param drain how long a stop waits for requests under way
 * @param upstream how the upstreams are reached
 * @param overload when nothing more is taken on
 * @param strategy how {@code auto} chooses unless the caller says
 * @param forwarding how failover behaves
 * @param models providers, models and aliases
 * @param notices what was left out, and why
 */
record Configuration(
        Path dataDirectory,
        GatewaySettings gateway,
        AdminSettings admin,
        DatabaseSettings database,
        KeySettings keys,
        int traceQueue,
        Duration drain,
        UpstreamSettings upstream,
        OverloadSettings overload,
        Strategy strategy,
        ForwardingRules forwarding,
        DeclaredModels models,
        List<String> notices) {
    private static final int TRACE_QUEUE = 10_000;
    private static final int MOST_QUEUED = 1_000_000;
    private static final int CONNECTIONS = 8;
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Strategy[] CHOOSING = {
        Strategy.COST_FIRST, Strategy.PERFORMANCE_FIRST, Strategy.LATENCY_FIRST, Strategy.BALANCED
    };

    /** Copies the list. */
    Configuration {
        notices = List.copyOf(notices);
    }

    static Configuration read(Section root) {
        Path data = root.value("data-directory", Path.of("data"), Path::of);
        UpstreamSettings upstream =
                root.section("upstream")
                        .as(UpstreamSettings::read)
                        .orElse(UpstreamSettings.DEFAULTS);
        return new Configuration(
                data,
                root.section("gateway").as(GatewaySettings::read).orElse(GatewaySettings.DEFAULTS),
                root.section("admin")
                        .as(section -> AdminSettings.read(section, data))
                        .orElseThrow(),
                root.section("database").as(section -> database(section, data)).orElseThrow(),
                root.section("keys").as(section -> KeySettings.read(section, data)).orElseThrow(),
                root.section("traces")
                        .as(section ->
                                section.value("queue", TRACE_QUEUE, Values.number(1, MOST_QUEUED)))
                        .orElseThrow(),
                root.section("shutdown")
                        .as(section -> section.value("drain", DRAIN, Values.duration()))
                        .orElseThrow(),
                upstream,
                root.section("overload")
                        .as(OverloadSettings::read)
                        .orElse(OverloadSettings.DEFAULTS),
                root.section("routing")
                        .as(section ->
                                section.value(
                                        "strategy", Strategy.BALANCED, Values.choice(CHOOSING)))
                        .orElseThrow(),
                root.section("forwarding")
                        .as(Configuration::forwarding)
                        .orElse(ForwardingRules.DEFAULTS),
                ModelSections.read(root, upstream.trust()),
                root.notices());
    }

    private static DatabaseSettings database(Section section, Path data) {
        Optional<Secret> password = section.secret("password");
        String url = section.value("url", embedded(data), Values.text());
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            section.problem("url", "has a password in it; put it under 'password', by reference");
        }
        return new DatabaseSettings(
                url,
                section.value("user", "sallyport", Values.text()),
                password,
                section.value("max-connections", CONNECTIONS, Values.number(1, 1_000)));
    }

    /** The embedded database in this directory. */
    static String embedded(Path data) {
        return "jdbc:h2:file:" + data.resolve("sallyport").toAbsolutePath();
    }

    private static ForwardingRules forwarding(Section section) {
        ForwardingRules usual = ForwardingRules.DEFAULTS;
        return new ForwardingRules(
                section.value("breaker-failures", usual.breakerFailures(), Values.number(1, 1_000)),
                section.value("breaker-cooldown", usual.breakerCooldown(), Values.duration()),
                section.value("max-attempts", usual.maxAttempts(), Values.number(1, 100)),
                section.value("max-answer-size", usual.maxAnswerBytes(), Values.size()),
                section.value("max-event-size", usual.maxSseLineBytes(), Values.size()),
                section.value("keep-alive", usual.keepAliveEvery(), Values.duration()),
                section.value("max-retry-after", usual.maxRetryAfterWait(), Values.duration()));
    }

    /** The same for a demonstration: with these models too, and on loopback in this directory. */
    Configuration demonstrating(DeclaredModels more, Path data, int gatewayPort, int adminPort) {
        return new Configuration(
                data,
                gateway.demonstrating(gatewayPort),
                admin.demonstrating(adminPort, data),
                new DatabaseSettings(
                        embedded(data), database.user(), Optional.empty(), CONNECTIONS),
                keys.demonstrating(data),
                traceQueue,
                drain,
                upstream,
                overload,
                strategy,
                forwarding,
                models.and(more),
                notices);
    }

    /** What an appliance is made of; makes the pepper when there is none yet. */
    ApplianceSettings settings() {
        makeDataDirectory();
        return new ApplianceSettings(
                gateway,
                admin,
                database,
                keys.pepper(),
                keys.maxConcurrentRequests(),
                models,
                upstream,
                overload,
                strategy,
                forwarding,
                traceQueue,
                drain);
    }

    /** For its owner only: it has who called what, besides the secrets. */
    private void makeDataDirectory() {
        try {
            if (Files.notExists(dataDirectory)) {
                Files.createDirectories(
                        dataDirectory,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException refused) {
            throw new ConfigurationRefused(
                    List.of(
                            "data-directory: %s cannot be made; name one that this user may write to"
                                    .formatted(dataDirectory)));
        }
    }
}
