package io.sallyport.appliance;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.Shape;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.LongStream;

/** The meters of {@link GenAiMetrics} for one deployment, or for what no deployment served. */
final class GenAiMeters {
    private static final Duration[] DURATIONS =
            millis(
                    10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 5_120, 10_240, 20_480, 40_960,
                    81_920);
    private static final Duration[] FIRST_TOKEN =
            millis(
                    1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500,
                    10_000);
    private static final double[] TOKENS = {
        1,
        4,
        16,
        64,
        256,
        1_024,
        4_096,
        16_384,
        65_536,
        262_144,
        1_048_576,
        4_194_304,
        16_777_216,
        67_108_864
    };

    private final MeterRegistry registry;
    private final String provider;
    private final String upstreamModel;
    private final String model;
    private final MeterRow<Shape.Kind, MeterRow<Ending, Timer>> requests =
            new MeterRow<>(
                    Shape.Kind.class,
                    kind -> new MeterRow<>(Ending.class, ending -> newRequest(kind, ending)));
    private final MeterRow<Shape.Kind, Timer> firstTokens =
            new MeterRow<>(Shape.Kind.class, this::newFirstToken);
    private final MeterRow<Shape.Kind, MeterRow<AttemptOutcome, Timer>> operations =
            new MeterRow<>(
                    Shape.Kind.class,
                    kind ->
                            new MeterRow<>(
                                    AttemptOutcome.class, outcome -> newOperation(kind, outcome)));
    private final MeterRow<Shape.Kind, DistributionSummary> inputs =
            new MeterRow<>(Shape.Kind.class, kind -> newTokens(kind, "input"));
    private final MeterRow<Shape.Kind, DistributionSummary> outputs =
            new MeterRow<>(Shape.Kind.class, kind -> newTokens(kind, "output"));

    /** Of this deployment. */
    GenAiMeters(MeterRegistry registry, Candidate candidate) {
        this(
                registry,
                candidate.provider().value(),
                candidate.upstreamModel(),
                candidate.model().value());
    }

    private GenAiMeters(
            MeterRegistry registry, String provider, String upstreamModel, String model) {
        this.registry = registry;
        this.provider = provider;
        this.upstreamModel = upstreamModel;
        this.model = model;
    }

    /** Of what nobody served. */
    static GenAiMeters ofNobody(MeterRegistry registry) {
        return new GenAiMeters(registry, "", "", "");
    }

    /** What the gateway answered as a server, or failed to. */
    Timer request(Shape.Kind kind, Ending ending) {
        return requests.of(kind).of(ending);
    }

    /** What it answered first. */
    Timer firstToken(Shape.Kind kind) {
        return firstTokens.of(kind);
    }

    /** What it called as a client. */
    Timer operation(Shape.Kind kind, AttemptOutcome outcome) {
        return operations.of(kind).of(outcome);
    }

    /** Input tokens of what it called. */
    DistributionSummary input(Shape.Kind kind) {
        return inputs.of(kind);
    }

    /** Output tokens of what it called. */
    DistributionSummary output(Shape.Kind kind) {
        return outputs.of(kind);
    }

    private Timer newRequest(Shape.Kind kind, Ending ending) {
        String error = ending == Ending.ANSWERED ? "" : lower(ending);
        return timer("gen_ai.server.request.duration", DURATIONS)
                .tags(server(kind).and("error.type", error))
                .register(registry);
    }

    private Timer newFirstToken(Shape.Kind kind) {
        return timer("gen_ai.server.time_to_first_token", FIRST_TOKEN)
                .tags(server(kind))
                .register(registry);
    }

    private Timer newOperation(Shape.Kind kind, AttemptOutcome outcome) {
        String error = outcome == AttemptOutcome.ANSWERED ? "" : lower(outcome);
        return timer("gen_ai.client.operation.duration", DURATIONS)
                .tags(client(kind).and("error.type", error))
                .register(registry);
    }

    private DistributionSummary newTokens(Shape.Kind kind, String type) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of each call that was served, as the provider reported them")
                .serviceLevelObjectives(TOKENS)
                .tags(client(kind).and("gen_ai.token.type", type))
                .register(registry);
    }

    private static Timer.Builder timer(String name, Duration[] buckets) {
        return Timer.builder(name).serviceLevelObjectives(buckets);
    }

    private Tags server(Shape.Kind kind) {
        return operation(kind)
                .and("gen_ai.provider.name", provider)
                .and("gen_ai.response.model", model);
    }

    private Tags client(Shape.Kind kind) {
        return server(kind).and("gen_ai.request.model", upstreamModel);
    }

    private static Tags operation(Shape.Kind kind) {
        String name =
                switch (kind) {
                    case CHAT -> "chat";
                    case TOKEN_COUNT -> "count_tokens";
                };
        return Tags.of("gen_ai.operation.name", name);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Duration[] millis(long... values) {
        return LongStream.of(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
