package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.exchange.NanoUsd;
import java.io.IOException;
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
        Sent brief = world.send(true, world.streams(Said.piece(openAi, "po"), closing));
        Sent answered = world.send(false, world.says(200, "", whole.replace("pong", forty)));
        // Then
        assertThat(streamed.usage().output()).isEqualTo(10);
        assertThat(streamed.attempts().getFirst().estimated()).isTrue();
        assertThat(brief.usage().output()).isEqualTo(1);
        assertThat(answered.usage().output()).isEqualTo(10);
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
