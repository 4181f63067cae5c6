package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.provider.Deadlines;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A caller that leaves cancels its upstream within a second, whatever that is doing. */
@Timeout(20)
class CancelledUpstreamTest {
    private final TestForwarding world = new TestForwarding();

    @BeforeEach
    void noDeadlineHelps() {
        Duration far = Duration.ofSeconds(60);
        world.deadlines = new Deadlines(far, far, far, far);
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @Test
    void whileTheUpstreamThinks() throws InterruptedException {
        // Given
        TestUpstream thinking =
                world.upstream((socket, out) -> {
                    world.gone.set(true);
                    TestUpstream.untilClosed(socket);
                });
        // When
        Sent sent = world.send(false, thinking);
        // Then
        assertCancelled(sent, thinking);
        assertThat(sent.charge().billed()).isEqualTo(NanoUsd.ZERO);
        assertThat(sent.charge().atRisk().value()).isPositive();
    }

    @Test
    void whileAStreamIsSilentAfterItsFirstContent() throws InterruptedException {
        // Given
        TestUpstream silent =
                world.upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    TestUpstream.text(out, Said.opening(DialectName.OPENAI_CHAT));
                    TestUpstream.text(out, Said.piece(DialectName.OPENAI_CHAT, "pong"));
                    TestUpstream.pause(300);
                    world.gone.set(true);
                    TestUpstream.untilClosed(socket);
                });
        // When
        Sent sent = world.send(true, silent);
        // Then
        assertCancelled(sent, silent);
        assertThat(sent.firstContentAt()).isPresent();
        assertThat(sent.charge().billed().value()).isPositive();
    }

    @Test
    void whileAStreamIsBusy() throws InterruptedException {
        // Given
        TestUpstream busy =
                world.upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    TestUpstream.trickle(out, ": busy\n", 10);
                    world.gone.set(true);
                    TestUpstream.trickle(out, ": busy\n", 5000);
                });
        // When
        Sent sent = world.send(true, busy);
        // Then
        assertCancelled(sent, busy);
    }

    @Test
    void inThePauseBeforeASecondTurn() {
        // Given
        TestUpstream failing =
                world.upstream((socket, out) -> {
                    TestUpstream.whole(out, 500, "", "{}");
                    world.gone.set(true);
                });
        // When
        Sent sent = world.send(false, failing);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.CALLER_GONE);
        assertThat(failing.requests).hasValue(1);
    }

    @Test
    void beforeItCouldBeToldOfAnError() {
        // Given
        world.sink.refuses = true;
        // When
        Sent sent = world.send(false, world.says(400, "", "{}"));
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.CALLER_GONE);
        assertThat(sent.rejection()).isEmpty();
    }

    @Test
    void beforeAWholeAnswerCouldBeWrittenSoThatItIsAtRiskAndNotBilled() {
        // Given
        world.sink.refuses = true;
        // When
        Sent sent = world.send(false, world.good());
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.CALLER_GONE);
        assertThat(sent.charge().billed()).isEqualTo(NanoUsd.ZERO);
        assertThat(sent.charge().atRisk()).isEqualTo(new NanoUsd(10 * 2 + 5 * 3));
    }

    @Test
    void aCallerThatStaysIsKeptAliveWhileNothingReachesIt() {
        // Given
        ForwardingRules rules = ForwardingRules.DEFAULTS;
        world.rules =
                new ForwardingRules(
                        5,
                        rules.breakerCooldown(),
                        4,
                        1 << 20,
                        1 << 20,
                        Duration.ofMillis(100),
                        rules.maxRetryAfterWait());
        TestUpstream slow =
                world.upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    TestUpstream.trickle(out, Said.opening(DialectName.OPENAI_CHAT), 20);
                    TestUpstream.text(out, Said.piece(DialectName.OPENAI_CHAT, "pong"));
                    TestUpstream.text(out, Said.closing(DialectName.OPENAI_CHAT));
                });
        // When
        Sent sent = world.send(true, slow);
        // Then: whoever answers is not certain yet when the head is sent
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(world.sink.text()).startsWith(":").contains("pong");
        assertThat(world.sink.headers.first("x-sallyport-model")).isEmpty();
    }

    private static void assertCancelled(Sent sent, TestUpstream upstream)
            throws InterruptedException {
        assertThat(sent.ending()).isEqualTo(Ending.CALLER_GONE);
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.CALLER_GONE);
        assertThat(upstream.closedByPeer.await(1, TimeUnit.SECONDS)).isTrue();
    }
}
