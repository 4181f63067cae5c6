package io.sallyport.appliance;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.Exchange;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Usage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The metrics that have a name in the OpenTelemetry semantic conventions for generative AI, with
 * the buckets that they prescribe (open-telemetry/semantic-conventions-genai,
 * docs/gen-ai/gen-ai-metrics.md, read in November 2026; in development there, and built on 1.42 of
 * the general conventions). To its callers the gateway is a model server ({@code gen_ai.server.*},
 * one for each exchange); to its providers it is a client ({@code gen_ai.client.*}, one for each
 * attempt).
 *
 * <p>{@code gen_ai.request.model} is the deployment's name at its provider: what the caller wrote
 * is free text and never becomes a label. An empty label is the same as none in Prometheus.
 */
final class GenAiMetrics {
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
    private final MeterCache<Answered, Timer> requests = new MeterCache<>(this::request);
    private final MeterCache<Answered, Timer> firstTokens = new MeterCache<>(this::firstToken);
    private final MeterCache<Called, Timer> operations = new MeterCache<>(this::operation);
    private final MeterCache<Counted, DistributionSummary> tokens = new MeterCache<>(this::tokens);

    /** What the gateway answered as a server, or failed to. */
    private record Answered(Shape.Kind kind, String provider, String model, String error) {}

    /** What it called as a client. */
    private record Called(
            Shape.Kind kind, String provider, String upstreamModel, String model, String error) {}

    /** Tokens of one type of what it called. */
    private record Counted(Called call, String type) {}

    GenAiMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Nothing is recorded of an exchange that ended before it was known what it asks for. */
    void ended(Exchange exchange) {
        exchange.shape().ifPresent(shape -> ended(exchange, shape.kind()));
    }

    private void ended(Exchange exchange, Shape.Kind kind) {
        Optional<Candidate> served = exchange.served();
        boolean answered = exchange.ending() == Ending.ANSWERED;
        String provider = served.map(each -> each.provider().value()).orElse("");
        String model = served.map(each -> each.model().value()).orElse("");
        String error = answered ? "" : lower(exchange.ending());
        requests.of(new Answered(kind, provider, model, error)).record(exchange.duration());
        exchange.timeToFirstToken()
                .ifPresent(time ->
                        firstTokens.of(new Answered(kind, provider, model, "")).record(time));
        exchange.attempts().forEach(attempt -> attempted(attempt, kind));
        served.ifPresent(each -> used(exchange.usage(), each, kind));
    }

    private void attempted(Attempt attempt, Shape.Kind kind) {
        if (attempt.outcome() == AttemptOutcome.CIRCUIT_OPEN
                || attempt.outcome() == AttemptOutcome.STOPPED) {
            return;
        }
        boolean answered = attempt.outcome() == AttemptOutcome.ANSWERED;
        String error = answered ? "" : lower(attempt.outcome());
        operations.of(called(kind, attempt.candidate(), error)).record(attempt.duration());
    }

    private void used(Usage usage, Candidate served, Shape.Kind kind) {
        if (usage.equals(Usage.NONE)) {
            return;
        }
        Called call = called(kind, served, "");
        tokens.of(new Counted(call, "input")).record((double) usage.allInput());
        tokens.of(new Counted(call, "output")).record((double) usage.output());
    }

    private static Called called(Shape.Kind kind, Candidate candidate, String error) {
        return new Called(
                kind,
                candidate.provider().value(),
                candidate.upstreamModel(),
                candidate.model().value(),
                error);
    }

    private Timer request(Answered labels) {
        return timer("gen_ai.server.request.duration", DURATIONS)
                .tags(server(labels).and("error.type", labels.error()))
                .register(registry);
    }

    private Timer firstToken(Answered labels) {
        return timer("gen_ai.server.time_to_first_token", FIRST_TOKEN)
                .tags(server(labels))
                .register(registry);
    }

    private Timer operation(Called labels) {
        return timer("gen_ai.client.operation.duration", DURATIONS)
                .tags(client(labels).and("error.type", labels.error()))
                .register(registry);
    }

    private DistributionSummary tokens(Counted labels) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of each call that was served, as the provider reported them")
                .serviceLevelObjectives(TOKENS)
                .tags(client(labels.call()).and("gen_ai.token.type", labels.type()))
                .register(registry);
    }

    private static Timer.Builder timer(String name, Duration[] buckets) {
        return Timer.builder(name).serviceLevelObjectives(buckets);
    }

    private static Tags server(Answered labels) {
        return operation(labels.kind())
                .and("gen_ai.provider.name", labels.provider())
                .and("gen_ai.response.model", labels.model());
    }

    private static Tags client(Called labels) {
        return operation(labels.kind())
                .and("gen_ai.provider.name", labels.provider())
                .and("gen_ai.request.model", labels.upstreamModel())
                .and("gen_ai.response.model", labels.model());
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
