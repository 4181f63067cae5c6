package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulator.Personality;
import io.sallyport.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which connections are used again, and what becomes of a body that nobody wanted. */
@Timeout(30)
class KeptConnectionsTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String KEY = "Authorization: Bearer KEY~~";
    private static final String MODEL =
            "GET /v1/models/m HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~~~";

    @TempDir Path directory;
    private Simulator simulator;
    private TestAppliance appliance;

    @BeforeEach
    void begin() {
        simulator =
                Simulator.start(
                        0, List.of(new Personality("m", Duration.ZERO, Duration.ZERO, 0, 5, 1)));
        appliance =
                new TestAppliance(
                        directory,
                        """
                        providers:
                          o: {base-url: "%s", authentication: none, allow-networks: [127.0.0.1]}
                        models:
                          m: {capabilities: [streaming], deployments: [{provider: o, price: {input: 1, output: 1}}]}
                        """
                                .formatted(simulator.base()));
    }

    @AfterEach
    void end() {
        appliance.close();
        simulator.close();
    }

    @Test
    void aCallerThatWaitsForAContinueGetsItAndThenItsAnswer() throws IOException {
        try (RawCaller caller = new RawCaller(appliance)) {
            // Given
            String body = chat(false);
            String fields = KEY + "Expect: 100-continue~~Content-Length: " + body.length();
            caller.say("POST " + CHAT + " HTTP/1.1~~Host: x~~" + fields + "~~~~");
            // When
            String interim = caller.until("\r\n\r\n");
            caller.say(body);
            // Then
            assertThat(interim).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(caller.until("pong")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aCallerWithoutAKeyIsNotToldToSendItsBody() throws IOException {
        try (RawCaller caller = new RawCaller(appliance)) {
            // When
            caller.say(
                    "POST %s HTTP/1.1~~Host: x~~Expect: 100-continue~~Content-Length: 9~~~~"
                            .formatted(CHAT));
            // Then
            String answer = caller.rest();
            assertThat(answer).startsWith("HTTP/1.1 401").contains("connection: close");
        }
    }

    @Test
    void aBodyThatNobodyReadIsNeverANextRequest() throws IOException {
        try (RawCaller caller = new RawCaller(appliance)) {
            // Given: a refusal before the body came
            caller.say("POST %s HTTP/1.1~~Host: x~~Content-Length: 300~~~~".formatted(CHAT));
            String answer = caller.until("}}");
            // When: the body looks like a request with a good key
            caller.say(MODEL);
            // Then
            assertThat(answer).startsWith("HTTP/1.1 401").contains("connection: close");
            assertThat(caller.rest()).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void aSmallBodyThatNobodyReadIsPassedOverAndTheConnectionStays() throws IOException {
        try (RawCaller caller = new RawCaller(appliance)) {
            // When
            caller.say(
                    "POST %s HTTP/1.1~~Host: x~~Content-Length: %d~~~~%s%s"
                            .formatted(CHAT, 20, "GET / HTTP/1.1~~~~~~", MODEL));
            // Then
            String both = caller.until("\"id\":\"m\"");
            assertThat(both).startsWith("HTTP/1.1 401").contains("HTTP/1.1 200");
            assertThat(both.split("HTTP/1.1 ", -1)).hasSize(3);
        }
    }

    @Test
    void aCallerThatStillSendsATooLargeBodyGetsItsAnswer() throws IOException {
        try (RawCaller caller = new RawCaller(appliance)) {
            // When: ten times what the limit allows, all of it sent before it listens
            caller.ask(CHAT, KEY, "x".repeat(10 << 20));
            // Then
            assertThat(caller.until("}}"))
                    .startsWith("HTTP/1.1 413")
                    .contains("request_too_large", "connection: close");
        }
    }

    @Test
    void aStreamToACallerOfTheOldVersionHasNoChunksAndEndsWithTheConnection() throws IOException {
        try (RawCaller caller = new RawCaller(appliance)) {
            String body = chat(true);
            // When
            caller.say(
                    "POST %s HTTP/1.0~~%sContent-Length: %d~~~~%s"
                            .formatted(CHAT, KEY, body.length(), body));
            // Then
            assertThat(caller.rest())
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain("transfer-encoding")
                    .contains("connection: close", "\r\n\r\ndata: {")
                    .endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void anAnswerSaysWhenItWasMade() throws IOException {
        try (RawCaller caller = new RawCaller(appliance)) {
            // When
            caller.say(MODEL);
            // Then
            assertThat(caller.until("\r\n\r\n"))
                    .containsPattern(
                            "date: [A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT\r\n");
        }
    }

    @Test
    void everyRequestOfAConnectionHasAnIdOfItsOwn() throws IOException {
        try (RawCaller caller = new RawCaller(appliance)) {
            // When
            String first = id(caller.say(MODEL).until("\"id\":\"m\""));
            String second = id(caller.say(MODEL).until("\"id\":\"m\""));
            // Then
            assertThat(first).matches("req_[0-9a-v]{26}").isNotEqualTo(second);
        }
    }

    @Test
    void aStopEndsIdleConnections() throws IOException {
        try (RawCaller caller = new RawCaller(appliance)) {
            // Given
            caller.say(MODEL).until("\"id\":\"m\"");
            // When
            appliance.close();
            // Then
            assertThat(caller.rest()).doesNotContain("HTTP/1.1");
        }
    }

    private static String id(String answer) {
        int at = answer.indexOf("x-request-id: ") + 14;
        return answer.substring(at, answer.indexOf('\r', at));
    }

    private static String chat(boolean stream) {
        return "{\"model\":\"m\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"ECHO:pong\"}]}"
                .formatted(stream);
    }
}
