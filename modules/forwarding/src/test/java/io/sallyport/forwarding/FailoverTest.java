package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Until the first content another candidate takes over, and the caller notices nothing. */
class FailoverTest {
    private final TestForwarding world = new TestForwarding();

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    static Stream<Arguments> whatGoesWrong() {
        return Stream.of(DialectName.values())
                .flatMap(dialect ->
                        faults(dialect).entrySet().stream()
                                .map(each ->
                                        Arguments.of(
                                                dialect,
                                                Named.of(each.getKey(), each.getValue()))));
    }

    private static Map<String, TestUpstream.Behaviour> faults(DialectName dialect) {
        Map<String, TestUpstream.Behaviour> faults = new LinkedHashMap<>();
        faults.put("reset", (socket, out) -> socket.setSoLinger(true, 0));
        faults.put("silence", (socket, out) -> socket.getInputStream().read());
        faults.put("garbage", (socket, out) -> TestUpstream.text(out, "garbage\r\n\r\n"));
        faults.put("page", (socket, out) -> TestUpstream.whole(out, 502, "", "<html>x</html>"));
        for (int status : new int[] {401, 402, 403, 404, 408, 409, 429, 500, 502, 503, 504, 529}) {
            faults.put(
                    "status " + status, (socket, out) -> TestUpstream.whole(out, status, "", "{}"));
        }
        for (String type : overloads(dialect)) {
            String error = Said.error(dialect, type);
            faults.put(type, (socket, out) -> TestUpstream.whole(out, 400, "", error));
        }
        faults.put("no json", (socket, out) -> TestUpstream.whole(out, 200, "", "not json"));
        faults.put("no answer", (socket, out) -> TestUpstream.whole(out, 200, "", "{}"));
        faults.put(
                "compressed",
                (socket, out) ->
                        TestUpstream.whole(
                                out, 200, "content-encoding: gzip\r\n", Said.whole(dialect)));
        faults.put(
                "half",
                (socket, out) ->
                        TestUpstream.text(
                                out,
                                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                                        + "content-length: 500\r\n\r\n{\"half"));
        return faults;
    }

    /** The vendors' own words for "not now", whatever the status is. */
    private static String[] overloads(DialectName dialect) {
        return switch (dialect) {
            case OPENAI_CHAT -> new String[] {"server_is_overloaded", "insufficient_quota"};
            case ANTHROPIC_MESSAGES -> new String[] {"overloaded_error", "billing_error"};
        };
    }

    @ParameterizedTest
    @MethodSource("whatGoesWrong")
    void whateverGoesWrongBeforeTheFirstContentIsInvisible(
            DialectName dialect, TestUpstream.Behaviour fault) {
        // Given
        world.upstream = dialect;
        TestUpstream bad = world.upstream(fault);
        // When
        Sent sent = world.send(false, bad, world.good());
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(sent.attempts()).hasSize(2);
        assertThat(sent.served().orElseThrow().deployment().value()).isEqualTo("p1/m");
        assertThat(world.sink.status).isEqualTo(200);
        assertThat(world.sink.text()).contains("pong").contains("\"model\":\"model-1\"");
        assertThat(bad.requests).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(DialectName.class)
    void aStreamThatFailsBeforeContentIsTakenOver(DialectName dialect) {
        world.upstream = dialect;
        String opening = Said.opening(dialect);
        Map<String, TestUpstream> failing =
                Map.of(
                        "cut", world.streams(opening),
                        "overloaded",
                                world.streams(
                                        opening, Said.errorEvent(dialect, "overloaded_error")),
                        "garbage", world.streams(opening, "data: {\n\n"),
                        "ends", world.streams(opening, Said.closing(dialect).substring(0, 40)),
                        "silent",
                                world.upstream((socket, out) -> {
                                    TestUpstream.streamHead(out);
                                    TestUpstream.text(out, opening);
                                    socket.getInputStream().read();
                                }));
        failing.forEach((name, bad) -> {
            // When
            Sent sent = world.send(true, bad, world.goodStream());
            // Then
            assertThat(sent.ending()).as(name).isEqualTo(Ending.ANSWERED);
            assertThat(sent.attempts()).as(name).hasSize(2);
            assertThat(world.sink.text()).as(name).containsOnlyOnce("pong").endsWith("[DONE]\n\n");
            assertThat(world.sink.text()).as(name).doesNotContain("\"error\"");
        });
    }

    @ParameterizedTest
    @EnumSource(DialectName.class)
    void theCallersOwnMistakeIsNotTriedElsewhere(DialectName dialect) {
        // Given
        world.upstream = dialect;
        TestUpstream next = world.good();
        TestUpstream refusing = world.says(400, "", Said.error(dialect, "invalid_request_error"));
        // When
        Sent sent = world.send(false, refusing, next);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.FAILED);
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.REFUSED);
        assertThat(next.requests).hasValue(0);
        assertThat(world.sink.status).isEqualTo(400);
        assertThat(world.sink.text()).doesNotContain("upstream text");
    }

    @Test
    void headersSayWhoAnsweredAndAfterHowManyAttempts() {
        // When
        world.send(false, world.says(500, "", "{}"), world.good());
        // Then
        assertThat(world.sink.headers.first("x-sallyport-model")).contains("p1/m");
        assertThat(world.sink.headers.first("x-sallyport-attempts")).contains("2");
        assertThat(world.sink.headers.first("x-sallyport-strategy")).contains("explicit");
        assertThat(world.sink.headers.first("x-sallyport-reason")).contains("test");
    }

    @Test
    void aCircuitThatIsOpenIsPassedOver() {
        // Given
        world.rules = TestForwarding.breaker(1, Duration.ofMinutes(1));
        TestUpstream failing = world.says(500, "", "{}");
        Forwarder forwarder = world.forwarder(failing, world.good());
        world.send(forwarder, false, 2);
        // When
        Sent sent = world.send(forwarder, false, 2);
        // Then
        assertThat(sent.attempts()).hasSize(1);
        assertThat(failing.requests).hasValue(1);
        assertThat(world.sink.text()).contains("pong");
    }

    @Test
    void noMoreAttemptsAreMadeThanTheRulesAllow() {
        // Given
        TestUpstream[] failing = new TestUpstream[6];
        for (int i = 0; i < failing.length; i++) {
            failing[i] = world.says(500, "", "{}");
        }
        // When
        Sent sent = world.send(false, failing);
        // Then
        assertThat(sent.attempts()).hasSize(ForwardingRules.DEFAULTS.maxAttempts());
        assertThat(failing[4].requests).hasValue(0);
        assertThat(world.sink.status).isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theMostTellingFailureIsToldWhateverTheOrder(boolean limitFirst) {
        // Given
        TestUpstream limit = world.says(429, "retry-after: 30\r\n", "{}");
        TestUpstream broken = world.says(500, "", "{}");
        // When
        if (limitFirst) {
            world.send(false, limit, broken);
        } else {
            world.send(false, broken, limit);
        }
        // Then
        assertThat(world.sink.status).isEqualTo(429);
        assertThat(world.sink.headers.first("retry-after")).contains("30");
    }
}
