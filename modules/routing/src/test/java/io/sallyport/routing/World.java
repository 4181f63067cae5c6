package io.sallyport.routing;

import io.sallyport.catalog.Catalog;
import io.sallyport.catalog.Deployment;
import io.sallyport.catalog.ModelEntry;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Signals;
import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.Tariff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A small world to route in. */
final class World {
    static final int CONTEXT = 1000;

    private final List<ModelEntry> models = new ArrayList<>();
    private final List<Deployment> deployments = new ArrayList<>();
    private final Map<String, List<String>> aliases = new LinkedHashMap<>();
    private final Map<DeploymentId, Signals.Signal> signals = new HashMap<>();
    private final Set<String> grants = new HashSet<>();
    private final Set<Capability> needs = EnumSet.noneOf(Capability.class);
    private int tokens = 100;

    static World random(Random random) {
        World world = randomAndOpen(random);
        for (Deployment each : world.deployments) {
            world.signal(each.id().value(), random.nextBoolean(), 1 + random.nextInt(2000));
            if (random.nextInt(4) == 0) {
                world.grants(each.model().value());
            }
            if (random.nextInt(6) == 0) {
                world.grants(each.provider() + "/*");
            }
        }
        if (random.nextBoolean()) {
            world.needs(Capability.TOOLS);
        }
        return world;
    }

    static World randomAndOpen(Random random) {
        World world = new World();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Capability[] able =
                    random.nextBoolean() ? new Capability[] {Capability.TOOLS} : new Capability[0];
            world.model("m" + i, random.nextInt(100) / 100.0, able);
            for (String provider : List.of("a", "b", "c")) {
                if (random.nextBoolean()) {
                    world.at(provider, random.nextInt(1000));
                    String id = provider + "/m" + i;
                    world.signal(id, true, 1 + random.nextInt(2000));
                }
            }
        }
        if (world.deployments.isEmpty()) {
            world.at("a", 1);
            world.signal(world.deployments.getFirst().id().value(), true, 1);
        }
        return world;
    }

    World model(String id, double quality, Capability... able) {
        return add(id, OptionalDouble.of(quality), able);
    }

    World modelOfUnknownQuality(String id) {
        return add(id, OptionalDouble.empty());
    }

    private World add(String id, OptionalDouble quality, Capability... able) {
        models.add(
                new ModelEntry(
                        new ModelId(id),
                        id,
                        "owner",
                        Set.of(able),
                        quality,
                        OptionalInt.of(CONTEXT),
                        OptionalInt.empty(),
                        Instant.EPOCH,
                        true));
        return this;
    }

    World at(String provider, long price) {
        ModelId model = models.getLast().id();
        NanoUsd each = new NanoUsd(price * 1_000_000);
        deployments.add(
                new Deployment(
                        new DeploymentId(provider + "/" + model),
                        model,
                        new ProviderName(provider),
                        "upstream-" + model,
                        new Tariff("1", each, each, each, each)));
        return this;
    }

    World alias(String alias, String... names) {
        aliases.put(alias, List.of(names));
        return this;
    }

    World signal(String deployment, boolean available, long millis) {
        signals.put(
                new DeploymentId(deployment),
                new Signals.Signal(available, Optional.of(Duration.ofMillis(millis)), 0));
        return this;
    }

    World grants(String name) {
        grants.add(name);
        return this;
    }

    World needs(Capability need) {
        needs.add(need);
        return this;
    }

    World tokens(int estimated) {
        tokens = estimated;
        return this;
    }

    Catalog catalog() {
        return new Catalog(models, deployments, aliases);
    }

    RoutePlan plan(String... names) {
        Shape shape =
                new Shape(
                        Shape.Kind.CHAT,
                        DialectName.OPENAI_CHAT,
                        List.of(names),
                        false,
                        needs,
                        10,
                        tokens,
                        OptionalInt.empty());
        Caller caller = new Caller(new KeyId("k"), new OrganisationId("o"), grants);
        return new Router(catalog(), Strategy.BALANCED)
                .plan(new Question(caller, shape, Signals.of(signals)));
    }

    @Nullable RoutePlan planOrNull(String... names) {
        try {
            return plan(names);
        } catch (Rejected nothingLeft) {
            return null;
        }
    }

    static List<String> order(RoutePlan plan) {
        return plan.candidates().stream().map(each -> each.deployment().value()).toList();
    }

    Set<String> grantedAndAble() {
        Set<String> fitting = new TreeSet<>();
        for (Deployment each : deployments) {
            boolean granted =
                    grants.isEmpty()
                            || grants.contains(each.model().value())
                            || grants.contains(each.provider() + "/*");
            if (granted && entry(each.id()).capabilities().containsAll(needs)) {
                fitting.add(each.id().value());
            }
        }
        return fitting;
    }

    List<Boolean> availability(RoutePlan plan) {
        Signals now = Signals.of(signals);
        return plan.candidates().stream()
                .map(each -> now.of(each.deployment()).available())
                .toList();
    }

    List<Long> prices(RoutePlan plan) {
        return plan.candidates().stream().map(each -> each.tariff().input().value()).toList();
    }

    List<Double> badness(RoutePlan plan) {
        return plan.candidates().stream()
                .map(each -> -entry(each.deployment()).quality().orElseThrow())
                .toList();
    }

    List<Duration> waits(RoutePlan plan) {
        Signals now = Signals.of(signals);
        return plan.candidates().stream()
                .map(each -> now.of(each.deployment()).timeToFirstContent().orElseThrow())
                .toList();
    }

    private ModelEntry entry(DeploymentId id) {
        Deployment deployment =
                deployments.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
        return models.stream()
                .filter(each -> each.id().equals(deployment.model()))
                .findFirst()
                .orElseThrow();
    }
}
