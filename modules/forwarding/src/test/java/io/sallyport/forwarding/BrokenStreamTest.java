package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.NanoUsd;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** After the first content a failure is the protocol's own error event, never a clean end. */
class BrokenStreamTest {
    private final TestForwarding world = new TestForwarding();

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    static Stream<Arguments> directions() {
        return Stream.of(DialectName.values())
                .flatMap(caller ->
                        Stream.of(DialectName.values())
                                .map(upstream -> Arguments.of(caller, upstream)));
    }

    @ParameterizedTest
    @MethodSource("directions")
    void aCutAfterContentIsAnErrorEventAndNobodyTakesOver(
            DialectName caller, DialectName upstream) {
        // Given
        between(caller, upstream);
        TestUpstream next = world.goodStream();
        // When
        Sent sent =
                world.send(
                        true,
                        world.streams(Said.opening(upstream), Said.piece(upstream, "po")),
                        next);
        // Then
        assertBrokenOff(sent, caller);
        assertThat(next.requests).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("directions")
    void anErrorOfTheUpstreamAfterContentIsAnErrorEventInOurWords(
            DialectName caller, DialectName upstream) {
        // Given
        between(caller, upstream);
        // When
        Sent sent =
                world.send(
                        true,
                        world.streams(
                                Said.opening(upstream),
                                Said.piece(upstream, "po"),
                                Said.errorEvent(upstream, "invalid_request_error")));
        // Then
        assertBrokenOff(sent, caller);
        assertThat(world.sink.text()).doesNotContain("upstream text");
    }

    @ParameterizedTest
    @MethodSource("directions")
    void anEndWithoutTheProtocolsOwnMarkIsNoEnd(DialectName caller, DialectName upstream) {
        // Given
        between(caller, upstream);
        String closing = Said.closing(upstream);
        String last = closing.substring(0, closing.lastIndexOf("\n\n", closing.length() - 3) + 2);
        // When
        Sent sent =
                world.send(
                        true,
                        world.streams(Said.opening(upstream), Said.piece(upstream, "po"), last));
        // Then
        assertBrokenOff(sent, caller);
    }

    private void between(DialectName caller, DialectName upstream) {
        world.caller = caller;
        world.upstream = upstream;
    }

    private void assertBrokenOff(Sent sent, DialectName caller) {
        assertThat(sent.ending()).isEqualTo(Ending.BROKEN_OFF);
        assertThat(sent.attempts()).hasSize(1);
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.BROKEN_OFF);
        assertThat(sent.charge().billed()).isEqualTo(NanoUsd.ZERO);
        assertThat(sent.charge().atRisk().value()).isPositive();
        String error =
                switch (caller) {
                    case OPENAI_CHAT -> "\n\ndata: {\"error\":{";
                    case ANTHROPIC_MESSAGES -> "\n\nevent: error\ndata: {\"type\":\"error\"";
                };
        assertThat(world.sink.status).isEqualTo(200);
        assertThat(world.sink.ended).isTrue();
        assertThat(world.sink.text()).containsSubsequence("po", error);
        assertThat(world.sink.text()).doesNotContain(Said.endMark(caller));
    }
}
