package io.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.Trace.TracedAttempt;
import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Charge;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.Exchange;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.Tariff;
import io.sallyport.exchange.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceOfExchangeTest {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00.123456789Z");
    private static final Candidate CANDIDATE =
            new Candidate(
                    new DeploymentId("anthropic/claude"),
                    new ModelId("claude"),
                    new ProviderName("anthropic"),
                    "claude-20261101",
                    new Tariff("1", NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO),
                    OptionalInt.empty());

    @Test
    void everyNameTimeTokenAndAmountIsRemembered() {
        // When
        Trace trace = TraceOfExchange.of(exchange("fast"));
        // Then
        assertThat(trace)
                .isEqualTo(
                        new Trace(
                                new RequestId("req_1"),
                                Instant.parse("2026-11-24T00:00:00.123456Z"),
                                1_500_000,
                                Optional.of("Ab3dE5gH"),
                                Optional.of("acme"),
                                Optional.of("OPENAI_CHAT"),
                                Optional.of("fast"),
                                Optional.of("claude"),
                                Optional.of("anthropic/claude"),
                                true,
                                Optional.of("EXPLICIT"),
                                Optional.of("named by the caller"),
                                Ending.ANSWERED,
                                Optional.empty(),
                                1 + 2 + 3,
                                2,
                                3,
                                0,
                                4,
                                1,
                                Optional.of("1"),
                                77,
                                8,
                                OptionalLong.of(250_000),
                                List.of(
                                        new TracedAttempt(
                                                "anthropic/claude",
                                                "ANSWERED",
                                                OptionalInt.of(200),
                                                Instant.parse("2026-11-24T00:00:00.123456Z"),
                                                OptionalLong.of(9),
                                                1_400_000,
                                                6,
                                                4,
                                                true))));
    }

    @ParameterizedTest
    @MethodSource("textsThatAreNoModelsName")
    void aTextThatCouldBeNoModelsNameIsNotKeptBecauseItMayBeAPrompt(String text) {
        // When
        Trace trace = TraceOfExchange.of(exchange(text));
        // Then
        assertThat(trace.requestedModel()).contains("(not a model name)");
    }

    static List<String> textsThatAreNoModelsName() {
        return List.of("Dear doctor, my patient", "a\0b", "x".repeat(129), "\ud800", "a\nb", "");
    }

    @Test
    void aModelsNameIsKeptAsItWasAskedFor() {
        // When
        Trace trace = TraceOfExchange.of(exchange("meta-llama/Llama-4:free@v1.2_x+y"));
        // Then
        assertThat(trace.requestedModel()).contains("meta-llama/Llama-4:free@v1.2_x+y");
    }

    @Test
    void whatNeverBecameKnownIsAbsent() {
        // When
        Trace trace = TraceOfExchange.of(AuditTest.of(1, Optional.empty()));
        // Then
        assertThat(trace.keyId()).isEmpty();
        assertThat(trace.requestedModel()).isEmpty();
        assertThat(trace.ttftMicros()).isEmpty();
        assertThat(trace.attempts()).isEmpty();
        assertThat(trace.rejection()).contains("invalid_api_key");
    }

    private static Exchange exchange(String requested) {
        Usage usage = new Usage(1, 2, 3, 4, 1);
        return new Exchange(
                new RequestId("req_1"),
                START,
                Duration.ofMillis(1_500),
                Optional.of(
                        new Caller(new KeyId("Ab3dE5gH"), new OrganisationId("acme"), Set.of())),
                Optional.of(
                        new Shape(
                                Shape.Kind.CHAT,
                                DialectName.OPENAI_CHAT,
                                List.of(requested, "fallback"),
                                true,
                                Set.of(),
                                10,
                                10,
                                OptionalInt.empty())),
                Optional.of(
                        new RoutePlan(
                                List.of(CANDIDATE), Strategy.EXPLICIT, "named by the caller")),
                List.of(
                        new Attempt(
                                CANDIDATE,
                                START,
                                AttemptOutcome.ANSWERED,
                                OptionalInt.of(200),
                                Optional.of(Duration.ofNanos(9_999)),
                                Duration.ofMillis(1_400),
                                usage,
                                true)),
                Optional.of(CANDIDATE),
                Ending.ANSWERED,
                Optional.empty(),
                usage,
                new Charge(new NanoUsd(77), new NanoUsd(8)),
                Optional.of(Duration.ofMillis(250)));
    }
}
