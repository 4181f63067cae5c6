package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.AttemptOutcome;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that stops does not blame the provider. */
class StoppedForwarderTest {
    private final TestForwarding world = new TestForwarding();

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCallThatTheStopCutsOffIsToldSoAndNobodyElseIsAsked(boolean streaming) {
        // Given: the gateway stops while the upstream thinks
        Forwarder[] stopping = new Forwarder[1];
        TestUpstream thinking =
                world.upstream((socket, out) -> {
                    stopping[0].stop();
                    world.client.close();
                    TestUpstream.untilClosed(socket);
                });
        TestUpstream next = world.good();
        stopping[0] = world.forwarder(thinking, next);
        // When
        Sent sent = world.send(stopping[0], streaming, 2);
        // Then
        assertThat(sent.attempts())
                .extracting(Attempt::outcome)
                .containsExactly(AttemptOutcome.GATEWAY_STOPPED);
        assertThat(world.sink.text()).contains("draining").doesNotContain("provider");
        assertThat(world.sink.status).isEqualTo(503);
        assertThat(next.requests).hasValue(0);
        assertThat(stopping[0].breakers().getFirst().position())
                .isEqualTo(BreakerState.Position.CLOSED);
    }
}
