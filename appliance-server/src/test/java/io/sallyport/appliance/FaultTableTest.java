package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import io.sallyport.simulator.Fault;
import io.sallyport.simulator.Personality;
import io.sallyport.simulator.Simulator;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault of the simulator × upstream protocol × caller protocol × whole or streamed, alone and
 * with a healthy deployment behind it (which speaks the other protocol). Each case has a deployment
 * of its own, so that none opens the circuit of another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultTableTest {
    /** 2 nano-USD for an input and 3 for an output token, and a million times that. */
    private static final String CHEAP = "{input: 0.002, output: 0.003}";

    private static final String DEAR = "{input: 2000, output: 3000}";
    private static final long TIMES = 1_000_000;

    private static final String RULES =
            """
            forwarding:
              breaker-failures: 1000
              max-answer-size: 1MiB
              max-event-size: 64KiB
            """;

    /** What a fault comes to when nobody else can answer. */
    private enum Harm {
        NONE,
        BEFORE_CONTENT,
        /** After content when it is a stream. */
        MID_STREAM
    }

    private record Case(Fault fault, DialectName upstream, Asked asked) {
        String name() {
            return "%s-%s-%s"
                    .formatted(
                            word(upstream),
                            word(asked.caller()),
                            asked.streamed() ? "stream" : "whole");
        }

        /** The name of the deployment that has the fault, all alone. */
        String alone() {
            return provider(fault, upstream) + "/" + name() + "-alone";
        }

        /** The name of the chain in which a healthy deployment follows. */
        String safe() {
            return provider(fault, upstream) + "-" + name() + "-safe";
        }

        boolean breaksOff() {
            return harm(fault) == Harm.MID_STREAM && asked.streamed();
        }
    }

    private final List<Simulator> simulators = new ArrayList<>();
    private TestAppliance appliance;

    @BeforeAll
    void start(@TempDir Path directory) {
        Simulator well = simulator(new Personality("well", Duration.ZERO, Duration.ZERO, 0, 8, 1));
        StringBuilder providers = new StringBuilder("providers:\n");
        StringBuilder models = new StringBuilder("models:\n");
        StringBuilder aliases = new StringBuilder("aliases:\n");
        models.append(model("well"));
        for (DialectName dialect : DialectName.values()) {
            providers.append(provider("well-" + word(dialect), dialect, well));
            models.append(deployment("well-" + word(dialect), "well", "well", CHEAP));
        }
        for (Fault fault : Fault.values()) {
            Simulator ill = simulator();
            models.append(model(fault.model()));
            for (DialectName dialect : DialectName.values()) {
                providers.append(provider(provider(fault, dialect), dialect, ill));
            }
            for (Case each : cases(fault)) {
                String provider = provider(fault, each.upstream());
                models.append(deployment(provider, each.name() + "-alone", fault.model(), DEAR));
                models.append(deployment(provider, each.name() + "-first", fault.model(), DEAR));
                aliases.append(
                        "  %s: [%s/%s-first, well-%s/well]\n"
                                .formatted(
                                        each.safe(),
                                        provider,
                                        each.name(),
                                        word(other(each.upstream()))));
            }
        }
        appliance = new TestAppliance(directory, RULES + providers + models + aliases);
    }

    private static String provider(String name, DialectName dialect, Simulator simulator) {
        return """
          %s:
            dialect: %s
            base-url: "%s"
            authentication: none
            allow-networks: [127.0.0.1]
            deadlines: {connect: 2s, first-byte: 6s, idle: 2s, total: 50s}
        """
                .formatted(name, word(dialect), simulator.base());
    }

    private static String model(String name) {
        return """
          %s:
            capabilities: [streaming]
            deployments:
        """
                .formatted(name);
    }

    private static String deployment(String provider, String name, String upstream, String price) {
        return """
            - {provider: %1$s, id: %1$s/%2$s, upstream-model: %3$s, price: %4$s}
        """
                .formatted(provider, name, upstream, price);
    }

    @AfterAll
    void stop() {
        appliance.close();
        simulators.forEach(Simulator::close);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyDirectionAloneAndWithAHealthyDeploymentBehindIt(Fault fault) throws Exception {
        // The second request on a stale connection is what fails: one after the other.
        try (ExecutorService callers =
                fault == Fault.STALE_KEEP_ALIVE
                        ? Executors.newSingleThreadExecutor()
                        : Executors.newVirtualThreadPerTaskExecutor()) {
            List<Executable> proofs = new ArrayList<>();
            for (Case each : cases(fault)) {
                Future<HttpResponse<String>> alone = callers.submit(() -> ask(each, each.alone()));
                Future<HttpResponse<String>> safe = callers.submit(() -> ask(each, each.safe()));
                proofs.add(() -> provesAlone(each, alone.get()));
                proofs.add(() -> provesSafe(each, safe.get()));
            }
            assertAll(fault.label(), proofs);
        }
    }

    private HttpResponse<String> ask(Case each, String model) throws Exception {
        return appliance.post(each.asked().path(), each.asked().body(model));
    }

    private void provesAlone(Case each, HttpResponse<String> response) throws InterruptedException {
        Trace trace = appliance.traceOf(response);
        if (harm(each.fault()) == Harm.NONE) {
            each.asked().assertAnswered(response);
            assertThat(trace.ending()).isEqualTo(Ending.ANSWERED);
            assertBilled(trace, TIMES);
        } else if (each.breaksOff()) {
            provesBrokenOff(each, response, trace);
        } else {
            each.asked().assertRefused(response, status(each.fault()));
            assertThat(trace.ending()).isEqualTo(Ending.FAILED);
            assertThat(trace.billedNanoUsd()).isZero();
            assertThat(trace.attempts()).hasSizeBetween(1, 2);
        }
    }

    private void provesSafe(Case each, HttpResponse<String> response) throws InterruptedException {
        Trace trace = appliance.traceOf(response);
        if (each.breaksOff()) {
            provesBrokenOff(each, response, trace);
            return;
        }
        each.asked().assertAnswered(response);
        assertThat(trace.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(Asked.header(response, "x-sallyport-attempts"))
                .isEqualTo(Integer.toString(trace.attempts().size()));
        assertThat(Asked.header(response, "x-sallyport-model"))
                .isEqualTo(trace.servedDeployment().orElseThrow());
        if (harm(each.fault()) == Harm.NONE && trace.attempts().size() == 1) {
            return;
        }
        String well = "well-" + word(other(each.upstream())) + "/well";
        assertThat(trace.attempts()).extracting(Trace.TracedAttempt::deployment).hasSize(2);
        assertThat(trace.attempts().getFirst().outcome()).isNotEqualTo("ANSWERED");
        assertThat(trace.attempts().getLast().outcome()).isEqualTo("ANSWERED");
        assertThat(trace.servedDeployment()).contains(well);
        assertBilled(trace, 1);
    }

    private void provesBrokenOff(Case each, HttpResponse<String> response, Trace trace) {
        each.asked().assertBrokenOff(response);
        assertThat(trace.ending()).isEqualTo(Ending.BROKEN_OFF);
        assertThat(trace.attempts()).hasSize(1);
        assertThat(trace.attempts().getFirst().outcome()).isEqualTo("BROKEN_OFF");
        assertThat(trace.billedNanoUsd()).isZero();
        assertThat(trace.atRiskNanoUsd()).isPositive();
    }

    /** The tokens of the answer at the price of the deployment that gave it, and nothing else. */
    private static void assertBilled(Trace trace, long dear) {
        assertThat(trace.outputTokens()).isPositive();
        assertThat(trace.billedNanoUsd())
                .isEqualTo(dear * (2 * trace.inputTokens() + 3 * trace.outputTokens()));
    }

    private static Harm harm(Fault fault) {
        return switch (fault) {
            case SLOW_DRIP, STALE_KEEP_ALIVE, TRICKLED_HEADERS -> Harm.NONE;
            case HANG_MID_BODY, RESET_MID_STREAM, HALF_CLOSE, TRUNCATED_CHUNK -> Harm.MID_STREAM;
            case REFUSE,
                    HANG_BEFORE_HEADERS,
                    GARBAGE_BYTES,
                    WRONG_CONTENT_TYPE,
                    HTML_ERROR,
                    TOO_MANY_REQUESTS,
                    TOO_MANY_REQUESTS_RETRY_AFTER,
                    INTERNAL_ERROR,
                    BAD_GATEWAY,
                    UNAVAILABLE,
                    OVERLOADED,
                    HUGE_BODY,
                    HUGE_SSE_LINE,
                    GZIP_BOMB ->
                    Harm.BEFORE_CONTENT;
        };
    }

    /** The status at an OpenAI caller. */
    private static int status(Fault fault) {
        return switch (fault) {
            case HANG_BEFORE_HEADERS, HANG_MID_BODY -> 504;
            case TOO_MANY_REQUESTS, TOO_MANY_REQUESTS_RETRY_AFTER -> 429;
            case UNAVAILABLE, OVERLOADED -> 503;
            case REFUSE,
                    RESET_MID_STREAM,
                    HALF_CLOSE,
                    TRUNCATED_CHUNK,
                    GARBAGE_BYTES,
                    WRONG_CONTENT_TYPE,
                    HTML_ERROR,
                    INTERNAL_ERROR,
                    BAD_GATEWAY,
                    HUGE_BODY,
                    HUGE_SSE_LINE,
                    GZIP_BOMB ->
                    502;
            case SLOW_DRIP, STALE_KEEP_ALIVE, TRICKLED_HEADERS -> 200;
        };
    }

    private static List<Case> cases(Fault fault) {
        List<Case> cases = new ArrayList<>();
        for (DialectName upstream : DialectName.values()) {
            for (DialectName caller : DialectName.values()) {
                for (boolean streamed : new boolean[] {false, true}) {
                    cases.add(new Case(fault, upstream, new Asked(caller, streamed)));
                }
            }
        }
        return cases;
    }

    private Simulator simulator(Personality... personalities) {
        Simulator simulator = Simulator.start(0, List.of(personalities));
        simulators.add(simulator);
        return simulator;
    }

    private static String provider(Fault fault, DialectName dialect) {
        return fault.label() + "-" + word(dialect);
    }

    private static String word(DialectName dialect) {
        return switch (dialect) {
            case OPENAI_CHAT -> "openai";
            case ANTHROPIC_MESSAGES -> "anthropic";
        };
    }

    private static DialectName other(DialectName dialect) {
        return switch (dialect) {
            case OPENAI_CHAT -> DialectName.ANTHROPIC_MESSAGES;
            case ANTHROPIC_MESSAGES -> DialectName.OPENAI_CHAT;
        };
    }
}
