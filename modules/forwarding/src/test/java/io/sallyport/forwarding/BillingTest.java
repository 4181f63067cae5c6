package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.Charge;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.provider.Deadlines;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only a call that returned a result is billed; what else may be charged is at risk. */
class BillingTest {
    private static final NanoUsd PONG = new NanoUsd(10 * 2 + 5 * 3);

    private final TestForwarding world = new TestForwarding();

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @ParameterizedTest
    @EnumSource(DialectName.class)
    void anAnswerIsBilledAtThePriceOfItsModel(DialectName dialect) {
        // Given
        world.upstream = dialect;
        // When
        Sent whole = world.send(false, world.good());
        Sent stream = world.send(true, world.goodStream());
        // Then
        assertThat(whole.charge().billed()).isEqualTo(PONG);
        assertThat(stream.charge().billed()).isEqualTo(PONG);
        assertThat(whole.charge().atRisk()).isEqualTo(NanoUsd.ZERO);
    }

    @Test
    void aFailedAttemptThatMayHaveWorkedIsAtRiskAndTheAnswerAloneIsBilled() {
        // When
        Sent sent = world.send(false, world.says(500, "", "{}"), world.good());
        // Then
        assertThat(sent.charge().billed()).isEqualTo(PONG);
        assertThat(sent.charge().atRisk().value()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 429, 529})
    void anAttemptThatWasRefusedCostsNothing(int status) {
        // When
        Sent sent = world.send(false, world.says(status, "", "{}"));
        // Then
        assertThat(sent.charge().billed()).isEqualTo(NanoUsd.ZERO);
        assertThat(sent.charge().atRisk()).isEqualTo(NanoUsd.ZERO);
    }

    @Test
    void tokensThatNobodyReportedAreEstimatedFromTheTextAlone() {
        // Given
        DialectName openAi = DialectName.OPENAI_CHAT;
        String forty = "x".repeat(40);
        String reported = Said.whole(openAi);
        String whole = reported.substring(0, reported.indexOf(",\"usage\"")) + "}";
        String closing =
                Said.closing(openAi)
                        .replaceFirst(
                                "data: \\{\"id\":\"c\",\"model\":\"m\",\"choices\":\\[],[^\n]*\n\n",
                                "");
        // When
        Sent streamed = world.send(true, world.streams(Said.piece(openAi, forty), closing));
        Sent chinese = world.send(true, world.streams(Said.piece(openAi, "漢".repeat(40)), closing));
        Sent brief = world.send(true, world.streams(Said.piece(openAi, "po"), closing));
        Sent answered = world.send(false, world.says(200, "", whole.replace("pong", forty)));
        // Then
        assertThat(streamed.usage().output()).isEqualTo(10);
        assertThat(streamed.attempts().getFirst().estimated()).isTrue();
        assertThat(chinese.usage().output()).isEqualTo(30);
        assertThat(brief.usage().output()).isEqualTo(1);
        assertThat(answered.usage().output()).isEqualTo(10);
    }

    @Test
    void toolCallsThatNobodyCountedAreEstimatedFromTheirArguments() {
        // Given: forty characters of arguments, no usage
        String arguments = "{\\\"a\\\":\\\"" + "x".repeat(32) + "\\\"}";
        String call =
                "{\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"f\",\"arguments\":\""
                        + arguments
                        + "\"}}]}";
        String choice = "{\"id\":\"c\",\"choices\":[{\"%s\":%s,\"finish_reason\":\"tool_calls\"}]}";
        String stream = "data: " + choice.formatted("delta", call) + "\n\ndata: [DONE]\n\n";
        // When
        Sent streamed = world.send(true, world.streams(stream));
        Sent answered = world.send(false, world.says(200, "", choice.formatted("message", call)));
        // Then
        assertThat(streamed.usage().output()).isEqualTo(10);
        assertThat(answered.usage().output()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(DialectName.class)
    void anAnswerThatBreaksOffIsAtRiskForAllThatWasSaid(DialectName dialect) {
        // Given: Anthropic has reported one token of output at the start
        world.upstream = dialect;
        String text = "x".repeat(400);
        // When
        Sent sent =
                world.send(true, world.streams(Said.opening(dialect), Said.piece(dialect, text)));
        // Then
        assertThat(sent.usage().output()).isEqualTo(100);
        assertThat(sent.attempts().getFirst().estimated()).isTrue();
        assertThat(sent.charge().atRisk().value()).isGreaterThanOrEqualTo(100 * 3);
    }

    @Test
    void whatWasSentAndNeverAnsweredIsAtRisk() {
        // Given
        world.deadlines =
                new Deadlines(
                        Duration.ofSeconds(2),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(20));
        TestUpstream silent = world.upstream((socket, out) -> TestUpstream.untilClosed(socket));
        TestUpstream resetting = world.upstream((socket, out) -> socket.setSoLinger(true, 0));
        // When
        Sent timedOut = world.send(false, silent);
        Sent reset = world.send(false, resetting);
        // Then
        assertThat(timedOut.charge().atRisk().value()).isPositive();
        assertThat(reset.charge().atRisk().value()).isPositive();
    }

    @Test
    void whatWasNeverSentCostsNothing() throws IOException {
        // Given
        TestUpstream nobody = world.good();
        nobody.close();
        // When
        Sent sent = world.send(false, nobody);
        // Then
        assertThat(sent.charge()).isEqualTo(new Charge(NanoUsd.ZERO, NanoUsd.ZERO));
    }

    @Test
    void everyAttemptIsToldOnce() {
        // Given
        List<String> told = new ArrayList<>();
        world.listener =
                new ExchangeListener() {
                    @Override
                    public void attempted(Attempt attempt) {
                        told.add(attempt.outcome().name());
                    }
                };
        // When
        world.send(false, world.says(500, "", "{}"), world.good());
        world.send(false, world.says(400, "", "{}"));
        // Then
        assertThat(told).containsExactly("SERVER_ERROR", "ANSWERED", "REFUSED");
    }
}
