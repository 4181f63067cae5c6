package io.sallyport.appliance;

import io.sallyport.catalog.Deployment;
import io.sallyport.catalog.ModelEntry;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Tariff;
import io.sallyport.provider.Authentication;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.Network;
import io.sallyport.provider.Provider;
import io.sallyport.provider.Reach;
import io.sallyport.simulator.Fault;
import io.sallyport.simulator.Personality;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The simulated models of the demo: four that differ in price, speed, quality and reliability, each
 * by both protocols, and one for every fault.
 */
final class DemoModels {
    static final List<Personality> PERSONALITIES =
            List.of(
                    new Personality(
                            "sim-small", Duration.ofMillis(20), Duration.ofMillis(2), 0, 40, 1),
                    new Personality(
                            "sim-medium", Duration.ofMillis(80), Duration.ofMillis(5), 0, 80, 2),
                    new Personality(
                            "sim-large", Duration.ofMillis(250), Duration.ofMillis(10), 0, 120, 3),
                    new Personality(
                            "sim-shaky", Duration.ofMillis(40), Duration.ofMillis(3), 0.5, 60, 4));

    private static final long MILLI_USD = 1_000_000;

    private DemoModels() {}

    static String names() {
        return String.join(", ", PERSONALITIES.stream().map(Personality::model).toList());
    }

    /** All of them, served by the simulator at this address. */
    static DeclaredModels at(URI simulator) {
        List<ModelEntry> models = new ArrayList<>();
        List<Deployment> deployments = new ArrayList<>();
        add("sim-small", 0.35, 100, models, deployments);
        add("sim-medium", 0.6, 600, models, deployments);
        add("sim-large", 0.9, 5_000, models, deployments);
        add("sim-shaky", 0.5, 300, models, deployments);
        for (Fault fault : Fault.values()) {
            add(fault.model(), 0, 500, models, deployments);
        }
        return new DeclaredModels(
                List.of(
                        provider("sim-openai", DialectName.OPENAI_CHAT, simulator),
                        provider("sim-anthropic", DialectName.ANTHROPIC_MESSAGES, simulator)),
                models,
                deployments,
                Map.of(
                        "resilient",
                        List.of(
                                "sim-openai/fault-500",
                                "sim-anthropic/fault-garbage-bytes",
                                "sim-small")));
    }

    private static Provider provider(String name, DialectName dialect, URI base) {
        return new Provider(
                new ProviderName(name),
                dialect,
                base,
                Authentication.NONE,
                Optional.empty(),
                Headers.NONE,
                true,
                new Deadlines(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(120)),
                Reach.within(Network.of("127.0.0.0/8"), Network.of("::1")));
    }

    /**
     * The price of a million input tokens in thousandths of a USD; an output token costs four times
     * an input token.
     */
    private static void add(
            String name,
            double quality,
            long price,
            List<ModelEntry> models,
            List<Deployment> deployments) {
        ModelId id = new ModelId(name);
        models.add(
                new ModelEntry(
                        id,
                        name,
                        "simulator",
                        EnumSet.allOf(Capability.class),
                        OptionalDouble.of(quality),
                        OptionalInt.of(200_000),
                        OptionalInt.of(32_000),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Fault.ofModel(name).isEmpty()));
        Tariff tariff =
                new Tariff(
                        "demo",
                        new NanoUsd(price * MILLI_USD),
                        new NanoUsd(price * MILLI_USD / 10),
                        new NanoUsd(price * MILLI_USD),
                        new NanoUsd(price * MILLI_USD * 4));
        for (String provider : List.of("sim-openai", "sim-anthropic")) {
            deployments.add(
                    new Deployment(
                            new DeploymentId(provider + "/" + name),
                            id,
                            new ProviderName(provider),
                            name,
                            tariff));
        }
    }
}
