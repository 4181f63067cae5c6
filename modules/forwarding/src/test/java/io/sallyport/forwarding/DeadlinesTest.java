package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.provider.Deadlines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each deadline alone, the others being far away: the test hangs if the one does not hold. */
@Timeout(30)
class DeadlinesTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final TestForwarding world = new TestForwarding();

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @Test
    void connecting() throws IOException {
        // Given
        world.deadlines = new Deadlines(SHORT, LONG, LONG, LONG);
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, waiting);
            TestUpstream unreachable = world.good();
            unreachable.movedTo(full.getLocalPort());
            // When
            Sent sent = world.send(false, unreachable, world.good());
            // Then
            assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
            assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.TIMED_OUT);
            assertThat(sent.charge().atRisk()).isEqualTo(NanoUsd.ZERO);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Nobody accepts: once its backlog is full, a connection attempt gets no answer at all. */
    private static void fill(ServerSocket server, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 8; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 200);
            } catch (IOException full) {
                return;
            }
        }
        throw new AssertionError("the backlog does not fill");
    }

    @Test
    void theTotalIsThatOfAllAttemptsTogether() {
        // Given: the first attempt takes two of the two and a half seconds
        Duration firstByte = Duration.ofSeconds(2);
        world.deadlines = new Deadlines(LONG, firstByte, LONG, Duration.ofMillis(2_500));
        TestUpstream silent = world.upstream((socket, out) -> socket.getInputStream().read());
        TestUpstream silentToo = world.upstream((socket, out) -> socket.getInputStream().read());
        // When
        Sent sent = world.send(false, silent, silentToo);
        // Then: the second one does not get two seconds of its own
        assertThat(sent.attempts()).hasSize(2);
        assertThat(sent.attempts().getLast().outcome()).isEqualTo(AttemptOutcome.TIMED_OUT);
        assertThat(sent.attempts().getLast().duration()).isLessThan(firstByte);
    }

    @Test
    void theFirstByte() {
        // Given
        world.deadlines = new Deadlines(LONG, SHORT, LONG, LONG);
        TestUpstream silent = world.upstream((socket, out) -> socket.getInputStream().read());
        // When
        Sent sent = world.send(false, silent, world.good());
        // Then
        assertTakenOverInTime(sent);
    }

    @Test
    void theFirstByteOfAHeadThatTrickles() {
        // Given
        world.deadlines = new Deadlines(LONG, SHORT, LONG, LONG);
        TestUpstream trickling =
                world.upstream((socket, out) -> {
                    TestUpstream.text(out, "HTTP/1.1 200 OK\r\n");
                    TestUpstream.trickle(out, "x-padding: y\r\n", 1000);
                });
        // When
        Sent sent = world.send(false, trickling, world.good());
        // Then
        assertTakenOverInTime(sent);
    }

    @Test
    void betweenTwoPieces() {
        // Given
        world.deadlines = new Deadlines(LONG, LONG, SHORT, LONG);
        TestUpstream stopping =
                world.upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    TestUpstream.text(out, Said.opening(DialectName.OPENAI_CHAT));
                    socket.getInputStream().read();
                });
        // When
        Sent sent = world.send(true, stopping, world.goodStream());
        // Then
        assertTakenOverInTime(sent);
    }

    @Test
    void aSlowStreamWhosePiecesComeInTimeIsAGoodOne() {
        // Given
        world.deadlines = new Deadlines(LONG, LONG, Duration.ofSeconds(5), LONG);
        TestUpstream slow =
                world.upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    TestUpstream.trickle(out, Said.piece(DialectName.OPENAI_CHAT, "x"), 20);
                    TestUpstream.text(out, Said.closing(DialectName.OPENAI_CHAT));
                });
        // When
        Sent sent = world.send(true, slow);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(sent.attempts()).hasSize(1);
    }

    @Test
    void theWholeOfAStreamThatNeverEnds() {
        // Given
        world.deadlines = new Deadlines(LONG, LONG, LONG, SHORT);
        TestUpstream endless =
                world.upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    TestUpstream.trickle(out, Said.piece(DialectName.OPENAI_CHAT, "x"), 10_000);
                });
        // When
        Sent sent = world.send(true, endless);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.BROKEN_OFF);
        assertThat(world.sink.text()).contains("upstream_timeout").doesNotContain("[DONE]");
    }

    @Test
    void theWholeIsOneForAllAttemptsTogether() {
        // Given
        world.deadlines = new Deadlines(LONG, LONG, LONG, SHORT);
        TestUpstream silent = world.upstream((socket, out) -> socket.getInputStream().read());
        TestUpstream never = world.good();
        // When
        Sent sent = world.send(false, silent, never);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.FAILED);
        assertThat(sent.attempts()).hasSize(1);
        assertThat(never.requests).hasValue(0);
        assertThat(world.sink.status).isEqualTo(504);
    }

    private void assertTakenOverInTime(Sent sent) {
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.TIMED_OUT);
        assertThat(world.sink.text()).contains("pong");
    }
}
