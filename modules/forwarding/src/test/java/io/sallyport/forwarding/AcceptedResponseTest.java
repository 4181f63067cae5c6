package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are taken for answers, and how much of them. */
class AcceptedResponseTest {
    private static final DialectName OPEN_AI = DialectName.OPENAI_CHAT;

    private final TestForwarding world = new TestForwarding();

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-type: application/json; charset=utf-8\r\n",
                "Content-Type: Application/JSON\r\n",
                "content-type: application/json\r\ncontent-encoding: identity\r\n",
                ""
            })
    void aWholeAnswerIsTakenByItsType(String headers) {
        assertThat(world.send(false, raw(headers, Said.whole(OPEN_AI))).ending())
                .isEqualTo(Ending.ANSWERED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-type: text/event-stream;charset=utf-8\r\n",
                "content-type: text/event-stream; charset=UTF-8\r\n",
                ""
            })
    void aStreamIsTakenByItsType(String headers) {
        assertThat(world.send(true, raw(headers, Said.stream(OPEN_AI))).ending())
                .isEqualTo(Ending.ANSWERED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-type: text/html\r\n",
                "content-type: application/json\r\ncontent-encoding: gzip\r\n",
                "content-type: application/json\r\ncontent-encoding: br\r\n"
            })
    void anotherTypeOrACompressionThatNobodyAskedForIsNot(String headers) {
        Sent sent = world.send(false, raw(headers, Said.whole(OPEN_AI)));
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.PROTOCOL_ERROR);
        assertThat(world.sink.status).isEqualTo(502);
    }

    @Test
    void aDeclaredLengthBeyondTheLimitIsNotEvenRead() {
        // Given
        limits(1000, 1000);
        TestUpstream huge =
                raw("content-type: application/json\r\ncontent-length: 1000000000\r\n", "{");
        // When
        Sent sent = world.send(false, huge);
        // Then
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.PROTOCOL_ERROR);
    }

    @Test
    void anAnswerOfNoDeclaredLengthIsReadUpToTheLimit() {
        // Given
        limits(1000, 1000);
        String tooLong = Said.whole(OPEN_AI).replace("pong", "x".repeat(2000));
        // When
        Sent sent = world.send(false, raw("content-type: application/json\r\n", tooLong));
        // Then
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.PROTOCOL_ERROR);
    }

    @Test
    @Timeout(15)
    void aStreamThatNeverComesToItsContentIsGivenUpAndTakenOver() {
        // Given
        limits(1 << 20, 2000);
        TestUpstream hollow =
                world.upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    while (true) {
                        TestUpstream.text(out, Said.opening(OPEN_AI));
                    }
                });
        // When
        Sent sent = world.send(true, hollow, world.goodStream());
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.PROTOCOL_ERROR);
        assertThat(world.sink.text().length()).isLessThan(2000);
    }

    private TestUpstream raw(String headers, String body) {
        return world.upstream((socket, out) ->
                TestUpstream.text(
                        out, "HTTP/1.1 200 OK\r\n" + headers + "connection: close\r\n\r\n" + body));
    }

    private void limits(int answer, int line) {
        ForwardingRules rules = ForwardingRules.DEFAULTS;
        world.rules =
                new ForwardingRules(
                        rules.breakerFailures(),
                        rules.breakerCooldown(),
                        rules.maxAttempts(),
                        answer,
                        line,
                        rules.keepAliveEvery(),
                        rules.maxRetryAfterWait());
    }
}
