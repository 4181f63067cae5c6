package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a second turn is given, when, and that there is never a third. */
class RepeatTest {
    private final TestForwarding world = new TestForwarding();

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 500, 502, 503, 504, 529})
    void anOnlyCandidateGetsExactlyOneSecondTurn(int status) {
        // Given
        TestUpstream failing = world.says(status, "", "{}");
        // When
        Sent sent = world.send(false, failing);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.FAILED);
        assertThat(failing.requests).hasValue(2);
    }

    @Test
    void anOnlyCandidateThatDoesNotAnswerInTimeGetsASecondTurn() {
        // Given
        TestUpstream slow = failsOnce((socket, out) -> socket.getInputStream().read());
        // When
        Sent sent = world.send(false, slow);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.TIMED_OUT);
        assertThat(world.sink.headers.first("x-sallyport-attempts")).contains("2");
    }

    @Test
    void aConnectionThatBreaksBeforeAnyByteGetsASecondTurn() {
        // Given
        TestUpstream resetting = failsOnce((socket, out) -> socket.setSoLinger(true, 0));
        // When
        Sent sent = world.send(false, resetting);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(resetting.requests).hasValue(2);
    }

    @Test
    void anUpstreamThatClosesConnectionsItPromisedToKeepCostsNoRequest() {
        // Given
        String body = Said.whole(world.upstream);
        TestUpstream closing =
                world.upstream((socket, out) ->
                        TestUpstream.text(
                                out,
                                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                                        + "connection: keep-alive\r\ncontent-length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body));
        Forwarder forwarder = world.forwarder(closing);
        for (int i = 0; i < 100; i++) {
            // When
            Sent sent = world.send(forwarder, false, 1);
            // Then
            assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        }
    }

    @Test
    void secondTurnsComeAfterEveryOtherCandidateHadItsFirst() {
        // Given
        TestUpstream shaky = failsOnce((socket, out) -> TestUpstream.whole(out, 500, "", "{}"));
        TestUpstream dead = world.says(500, "", "{}");
        // When
        Sent sent = world.send(false, shaky, dead);
        // Then
        assertThat(sent.attempts())
                .extracting(attempt -> attempt.candidate().deployment().value())
                .containsExactly("p0/m", "p1/m", "p0/m");
        assertThat(world.sink.text()).contains("pong");
    }

    @Test
    void everyUpstreamIsAskedAtMostTwice() {
        // Given
        TestUpstream one = world.says(500, "", "{}");
        TestUpstream two = world.says(503, "", "{}");
        ForwardingRules rules = ForwardingRules.DEFAULTS;
        world.rules =
                new ForwardingRules(
                        100,
                        rules.breakerCooldown(),
                        20,
                        rules.maxAnswerBytes(),
                        rules.maxSseLineBytes(),
                        rules.keepAliveEvery(),
                        rules.maxRetryAfterWait());
        // When
        world.send(false, one, two);
        // Then
        assertThat(one.requests).hasValue(2);
        assertThat(two.requests).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({
        "retry-after: 1,1000",
        "retry-after-ms: 700,700",
        "date: Tue_ 24 Nov 2026 10:00:00 GMT|retry-after: Tue_ 24 Nov 2026 10:00:01 GMT,1000"
    })
    void anOnlyCandidateIsAskedAgainWhenItSaidAndNotBefore(String lines, long millis) {
        // Given
        String headers = lines.replace('_', ',').replace("|", "\r\n") + "\r\n";
        TestUpstream limiting =
                failsOnce((socket, out) -> TestUpstream.whole(out, 429, headers, "{}"));
        // When
        Sent sent = world.send(false, limiting);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(sent.attempts().getLast().startedAt())
                .isAfter(sent.attempts().getFirst().startedAt().plusMillis(millis));
    }

    @Test
    void aLongerWaitThanTheRulesAllowIsLeftToTheCaller() {
        // Given
        TestUpstream limiting = world.says(429, "retry-after: 30\r\n", "{}");
        Forwarder forwarder = world.forwarder(limiting);
        // When
        Sent sent = world.send(forwarder, false, 1);
        // Then
        assertThat(sent.attempts()).hasSize(1);
        assertThat(world.sink.status).isEqualTo(429);
        assertThat(world.sink.headers.first("retry-after")).contains("30");
    }

    @Test
    void aLimitWithoutATimeIsNotHitAgain() {
        // Given
        TestUpstream limiting = world.says(429, "", "{}");
        // When
        world.send(false, limiting);
        // Then
        assertThat(limiting.requests).hasValue(1);
        assertThat(world.sink.headers.first("retry-after")).contains("1");
    }

    @ParameterizedTest
    @CsvSource({
        "429,OPENAI_CHAT",
        "503,OPENAI_CHAT",
        "429,ANTHROPIC_MESSAGES",
        "529,ANTHROPIC_MESSAGES"
    })
    void theCircuitIsOpenForAsLongAsTheUpstreamSaid(int status, DialectName dialect) {
        // Given
        MovingClock time = new MovingClock();
        world.clock = time;
        world.upstream = dialect;
        TestUpstream limiting =
                failsOnce((socket, out) ->
                        TestUpstream.whole(out, status, "retry-after: 300\r\n", "{}"));
        Forwarder forwarder = world.forwarder(limiting);
        world.send(forwarder, false, 1);
        // When
        time.now = time.now.plusSeconds(299);
        Sent early = world.send(forwarder, false, 1);
        time.now = time.now.plusSeconds(2);
        Sent later = world.send(forwarder, false, 1);
        // Then
        assertThat(early.attempts()).isEmpty();
        assertThat(early.ending()).isEqualTo(Ending.FAILED);
        assertThat(later.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(limiting.requests).hasValue(2);
    }

    @Test
    void aCutOffErrorBodyStillObeysItsStatusAndTheCallerWaitsAtMostAMinute() {
        // Given
        TestUpstream limiting =
                world.upstream((socket, out) ->
                        TestUpstream.text(
                                out,
                                "HTTP/1.1 429 X\r\ncontent-type: application/json\r\n"
                                        + "retry-after: 300\r\ncontent-length: 500\r\n\r\n{\"half"));
        // When
        Sent sent = world.send(false, limiting);
        // Then
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.RATE_LIMITED);
        assertThat(world.sink.status).isEqualTo(429);
        assertThat(world.sink.headers.first("retry-after")).contains("60");
    }

    /** Does this to the first request and answers the others. */
    private TestUpstream failsOnce(TestUpstream.Behaviour failure) {
        AtomicInteger asked = new AtomicInteger();
        DialectName dialect = world.upstream;
        return world.upstream((socket, out) -> {
            if (asked.getAndIncrement() == 0) {
                failure.answer(socket, out);
            } else {
                TestUpstream.whole(out, 200, "", Said.whole(dialect));
            }
        });
    }
}
