package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.Ending;
import io.sallyport.simulator.Personality;
import io.sallyport.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers that keep a connection waiting, however steadily they trickle. */
@Timeout(60)
class SlowCallersTest {
    private static final String CHAT = "/v1/chat/completions";

    @TempDir Path directory;
    private Simulator simulator;
    private TestAppliance appliance;

    @BeforeEach
    void begin() {
        simulator =
                Simulator.start(
                        0,
                        List.of(
                                new Personality(
                                        "m", Duration.ofMillis(1_800), Duration.ZERO, 0, 5, 1),
                                new Personality(
                                        "long", Duration.ZERO, Duration.ZERO, 0, 1_500_000, 1)));
        appliance =
                new TestAppliance(
                        directory,
                        """
                        providers:
                          o: {base-url: "%s", authentication: none, allow-networks: [127.0.0.1]}
                        models:
                          m: {deployments: [{provider: o, price: {input: 1, output: 1}}]}
                          long: {deployments: [{provider: o, price: {input: 1, output: 1}}]}
                        """
                                .formatted(simulator.base()),
                        "idle-timeout: 1s, head-timeout: 800ms, body-timeout: 700ms, answer-timeout: 600ms");
    }

    @AfterEach
    void end() {
        appliance.close();
        simulator.close();
    }

    @Test
    void aHeadThatNeverEndsIsGivenUp() throws Exception {
        try (RawCaller caller = new RawCaller(appliance)) {
            // When
            caller.say("GET /v1/models HTTP/1.1~~Host: x~~X: ");
            trickle(caller);
            // Then
            assertThat(appliance.refused("")).isEqualTo(1);
            assertThat(appliance.refused("slow_head")).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatNeverEndsIsGivenUpAndTracedAsWhatItIs() throws Exception {
        try (RawCaller caller = new RawCaller(appliance)) {
            // When
            caller.say(
                    "POST %s HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~Content-Length: 999999~~~~"
                            .formatted(CHAT));
            trickle(caller);
            // Then
            assertThat(appliance.refused("slow_body")).isEqualTo(1);
            Trace trace = appliance.onlyTrace();
            assertThat(trace.ending()).isEqualTo(Ending.REFUSED);
            assertThat(trace.rejection()).contains("request_timeout");
        }
    }

    @Test
    void aSlowSenderWithoutAKeyIsAnsweredBeforeItsBodyAndNotWaitedFor() throws Exception {
        try (RawCaller caller = new RawCaller(appliance)) {
            // When
            caller.say("POST %s HTTP/1.1~~Host: x~~Content-Length: 999999~~~~".formatted(CHAT));
            // Then: the answer, and the end, although nothing more came
            assertThat(caller.rest()).startsWith("HTTP/1.1 401").contains("connection: close");
            assertThat(appliance.refused("")).isZero();
        }
    }

    @Test
    void aReaderThatTakesNothingIsLeft() throws Exception {
        try (RawCaller caller = new RawCaller(appliance, 4 << 10)) {
            // When: it asks for more than the buffers between hold, and never reads
            caller.ask(CHAT, "Authorization: Bearer KEY~~", chat("long"));
            // Then
            Trace trace = appliance.onlyTrace();
            assertThat(trace.ending()).isEqualTo(Ending.CALLER_GONE);
            assertThat(appliance.refused("slow_reader")).isEqualTo(1);
        }
    }

    @Test
    void anIdleConnectionIsClosedAndThatIsNoRefusal() throws Exception {
        try (RawCaller silent = new RawCaller(appliance);
                RawCaller served = new RawCaller(appliance)) {
            // When
            served.say("GET /v1/models/m HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~~~");
            // Then
            assertThat(silent.rest()).isEmpty();
            assertThat(served.rest()).contains("\"id\":\"m\"");
            assertThat(appliance.refused("")).isZero();
        }
    }

    @Test
    void whoWaitsLongerForItsAnswerThanItMayTakeItselfGetsIt() throws Exception {
        try (RawCaller caller = new RawCaller(appliance)) {
            // When: the answer takes longer than every deadline of the caller
            caller.ask(CHAT, "Authorization: Bearer KEY~~", chat("m"));
            String first = caller.until("pong");
            caller.ask(CHAT, "Authorization: Bearer KEY~~", chat("m"));
            // Then
            assertThat(first).startsWith("HTTP/1.1 200");
            assertThat(caller.until("pong")).contains("HTTP/1.1 200");
        }
    }

    /** A byte every 50 ms until the gateway has had enough. */
    private static void trickle(RawCaller caller) throws InterruptedException {
        try {
            while (true) {
                caller.say("x");
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (IOException cut) {
            assertThat(cut).isNotNull();
        }
    }

    private static String chat(String model) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(model, model.equals("m") ? "ECHO:pong" : "go on");
    }
}
