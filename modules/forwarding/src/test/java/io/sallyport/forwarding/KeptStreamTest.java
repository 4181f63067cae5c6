package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream that its protocol ended is read to its end, so that its connection is used again. */
@Timeout(30)
class KeptStreamTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

    @ParameterizedTest
    @EnumSource(DialectName.class)
    void theNextStreamUsesTheSameConnection(DialectName dialect) throws IOException {
        try (TestForwarding world = new TestForwarding()) {
            // Given: an upstream whose last chunk comes a moment after the last event
            world.upstream = dialect;
            TestUpstream upstream =
                    world.upstream((socket, out) -> {
                        chunk(out, Said.stream(dialect));
                        TestUpstream.pause(20);
                        TestUpstream.text(out, "0\r\n\r\n");
                    });
            upstream.keepsConnections();
            for (int i = 0; i < 5; i++) {
                // When
                Sent sent = world.send(true, upstream);
                // Then
                assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
            }
            assertThat(upstream.requests).hasValue(5);
            assertThat(upstream.connections).hasValue(1);
        }
    }

    @ParameterizedTest
    @EnumSource(DialectName.class)
    void aStreamThatDoesNotEndIsWaitedForAMomentOnly(DialectName dialect) throws Exception {
        try (TestForwarding world = new TestForwarding()) {
            // Given: an upstream that goes on after the last event
            world.upstream = dialect;
            TestUpstream upstream = world.upstream((socket, out) -> forEver(socket, out, dialect));
            // When
            Sent sent = world.send(true, upstream);
            // Then
            assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
            assertThat(sent.attempts().getFirst().duration()).isLessThan(Duration.ofSeconds(5));
            assertThat(upstream.closedByPeer.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(DialectName.class)
    void aCallerThatLeavesWithTheLastEventWasAnswered(DialectName dialect) throws IOException {
        try (TestForwarding world = new TestForwarding()) {
            // Given: a caller that is gone once it has the last event
            world.upstream = dialect;
            TestUpstream upstream =
                    world.upstream((socket, out) -> {
                        chunk(out, Said.stream(dialect));
                        TestUpstream.pause(20);
                        world.gone.set(true);
                        TestUpstream.pause(200);
                    });
            // When
            Sent sent = world.send(true, upstream);
            // Then
            assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        }
    }

    private static void forEver(Socket socket, OutputStream out, DialectName dialect)
            throws IOException, InterruptedException {
        chunk(out, Said.stream(dialect));
        while (!socket.isClosed()) {
            TestUpstream.text(out, "3\r\n:\n\n\r\n");
            TestUpstream.pause(10);
        }
    }

    private static void chunk(OutputStream out, String events) throws IOException {
        int length = events.getBytes(StandardCharsets.UTF_8).length;
        TestUpstream.text(out, HEAD + Integer.toHexString(length) + "\r\n" + events + "\r\n");
    }
}
