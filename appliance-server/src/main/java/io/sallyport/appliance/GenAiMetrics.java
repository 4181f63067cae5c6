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

    GenAiMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Nothing is recorded of an exchange that ended before it was known what it asks for. */
    void ended(Exchange exchange) {
        exchange.shape().ifPresent(shape -> ended(exchange, operation(shape)));
    }

    private void ended(Exchange exchange, Tags operation) {
        Tags server = operation.and(server(exchange.served()));
        boolean answered = exchange.ending() == Ending.ANSWERED;
        timer("gen_ai.server.request.duration", DURATIONS)
                .tags(server.and("error.type", answered ? "" : lower(exchange.ending())))
                .register(registry)
                .record(exchange.duration());
        exchange.timeToFirstToken()
                .ifPresent(time ->
                        timer("gen_ai.server.time_to_first_token", FIRST_TOKEN)
                                .tags(server)
                                .register(registry)
                                .record(time));
        exchange.attempts().forEach(attempt -> attempted(attempt, operation));
        exchange.served().ifPresent(served -> used(exchange.usage(), served, operation));
    }

    private void attempted(Attempt attempt, Tags operation) {
        if (attempt.outcome() == AttemptOutcome.CIRCUIT_OPEN
                || attempt.outcome() == AttemptOutcome.STOPPED) {
            return;
        }
        boolean answered = attempt.outcome() == AttemptOutcome.ANSWERED;
        timer("gen_ai.client.operation.duration", DURATIONS)
                .tags(
                        operation
                                .and(client(attempt.candidate()))
                                .and("error.type", answered ? "" : lower(attempt.outcome())))
                .register(registry)
                .record(attempt.duration());
    }

    private void used(Usage usage, Candidate served, Tags operation) {
        if (usage.equals(Usage.NONE)) {
            return;
        }
        Tags tags = operation.and(client(served));
        tokens(tags, "input").record((double) usage.allInput());
        tokens(tags, "output").record((double) usage.output());
    }

    private DistributionSummary tokens(Tags tags, String type) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of each call that was served, as the provider reported them")
                .serviceLevelObjectives(TOKENS)
                .tags(tags.and("gen_ai.token.type", type))
                .register(registry);
    }

    private static Timer.Builder timer(String name, Duration[] buckets) {
        return Timer.builder(name).serviceLevelObjectives(buckets);
    }

    private static Tags operation(Shape shape) {
        String name =
                switch (shape.kind()) {
                    case CHAT -> "chat";
                    case TOKEN_COUNT -> "count_tokens";
                };
        return Tags.of("gen_ai.operation.name", name);
    }

    private static Tags server(Optional<Candidate> served) {
        return Tags.of(
                "gen_ai.provider.name",
                served.map(each -> each.provider().value()).orElse(""),
                "gen_ai.response.model",
                served.map(each -> each.model().value()).orElse(""));
    }

    private static Tags client(Candidate candidate) {
        return Tags.of(
                "gen_ai.provider.name",
                candidate.provider().value(),
                "gen_ai.request.model",
                candidate.upstreamModel(),
                "gen_ai.response.model",
                candidate.model().value());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Duration[] millis(long... values) {
        return LongStream.of(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
