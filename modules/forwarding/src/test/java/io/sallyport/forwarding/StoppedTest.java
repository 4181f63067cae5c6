package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.Rejection;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator stops, before and while it is under way. */
@Timeout(30)
class StoppedTest {
    private final TestForwarding world = new TestForwarding();
    private final AtomicBoolean stopped = new AtomicBoolean(true);

    private record Halt() implements Rejection {
        @Override
        public String code() {
            return "provider_stopped";
        }

        @Override
        public Meaning meaning() {
            return Meaning.UNAVAILABLE;
        }

        @Override
        public String message() {
            return "stopped";
        }
    }

    /** The first provider is stopped while the switch says so. */
    private Optional<Rejection> firstProvider(Candidate candidate) {
        return stopped.get() && candidate.provider().value().equals("p0")
                ? Optional.of(new Halt())
                : Optional.empty();
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    @Test
    void anotherCandidateTakesOverAndTheStoppedOneIsNotAsked() {
        // Given
        world.departure = this::firstProvider;
        TestUpstream held = world.good();
        // When
        Sent sent = world.send(false, held, world.good());
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(sent.attempts()).hasSize(1);
        assertThat(held.connections).hasValue(0);
    }

    @Test
    void withNothingElseTheCallerIsToldWhatWasStoppedAndNothingIsSent() {
        // Given
        world.departure = this::firstProvider;
        TestUpstream held = world.good();
        // When
        Sent sent = world.send(false, held);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.FAILED);
        assertThat(sent.rejection()).contains(new Halt());
        assertThat(sent.charge().atRisk()).isEqualTo(NanoUsd.ZERO);
        assertThat(held.connections).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatHasReachedNobodyIsStoppedAtOnceAndTakenOver(boolean streaming) throws Exception {
        // Given: an upstream that has the request and says nothing
        stopped.set(false);
        world.departure = this::firstProvider;
        TestUpstream silent =
                world.upstream((socket, out) -> {
                    stopped.set(true);
                    TestUpstream.untilClosed(socket);
                });
        // When
        Sent sent = world.send(streaming, silent, streaming ? world.goodStream() : world.good());
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(sent.attempts())
                .extracting(Attempt::outcome)
                .containsExactly(AttemptOutcome.STOPPED, AttemptOutcome.ANSWERED);
        assertThat(silent.closedByPeer.await(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsStoppedUnderWayWithNothingElseIsToldToTheCaller() {
        // Given
        stopped.set(false);
        world.departure = this::firstProvider;
        TestUpstream silent =
                world.upstream((socket, out) -> {
                    stopped.set(true);
                    TestUpstream.untilClosed(socket);
                });
        // When
        Sent sent = world.send(true, silent);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.FAILED);
        assertThat(sent.rejection()).contains(new Halt());
    }

    @Test
    void whatHasReachedTheCallerGoesOn() {
        // Given: stopped between the first content and the end
        stopped.set(false);
        world.departure = this::firstProvider;
        DialectName dialect = DialectName.OPENAI_CHAT;
        TestUpstream slow =
                world.upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    TestUpstream.text(out, Said.opening(dialect) + Said.piece(dialect, "po"));
                    TestUpstream.pause(300);
                    stopped.set(true);
                    TestUpstream.pause(300);
                    TestUpstream.text(out, Said.piece(dialect, "ng") + Said.closing(dialect));
                });
        // When
        Sent sent = world.send(true, slow);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
    }
}
