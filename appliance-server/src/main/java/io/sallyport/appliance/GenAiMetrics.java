package io.sallyport.appliance;

import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Exchange;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Usage;
import java.time.Duration;
import java.util.Optional;

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
    private final DeploymentMeters.All deployments;
    private final GenAiMeters nobody;

    GenAiMetrics(MeterRegistry registry, DeploymentMeters.All deployments) {
        this.deployments = deployments;
        this.nobody = GenAiMeters.ofNobody(registry);
    }

    /**
     * Nothing is recorded of an exchange that ended before it was known what it asks for.
     *
     * @param served of the deployment that answered
     */
    void ended(Exchange exchange, Optional<DeploymentMeters> served) {
        if (exchange.shape().isEmpty()) {
            return;
        }
        Shape.Kind kind = exchange.shape().get().kind();
        GenAiMeters meters = served.isPresent() ? served.get().genAi() : nobody;
        meters.request(kind, exchange.ending()).record(exchange.duration());
        Optional<Duration> firstToken = exchange.timeToFirstToken();
        if (firstToken.isPresent()) {
            meters.firstToken(kind).record(firstToken.get());
        }
        for (Attempt attempt : exchange.attempts()) {
            attempted(attempt, kind);
        }
        if (served.isPresent() && !exchange.usage().equals(Usage.NONE)) {
            meters.input(kind).record((double) exchange.usage().allInput());
            meters.output(kind).record((double) exchange.usage().output());
        }
    }

    private void attempted(Attempt attempt, Shape.Kind kind) {
        AttemptOutcome outcome = attempt.outcome();
        if (outcome != AttemptOutcome.CIRCUIT_OPEN && outcome != AttemptOutcome.STOPPED) {
            deployments
                    .of(attempt.candidate())
                    .genAi()
                    .operation(kind, outcome)
                    .record(attempt.duration());
        }
    }
}
