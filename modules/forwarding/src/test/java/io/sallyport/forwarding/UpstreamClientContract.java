package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.dialect.CallerGone;
import io.sallyport.exchange.Headers;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.UpstreamCall;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link UpstreamClient} promises (ADR 0006). */
@Timeout(30)
abstract class UpstreamClientContract {
    private static final Duration FAR = Duration.ofSeconds(20);
    private static final Waiting PATIENT = () -> {};
    private static final String JSON = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

    private final UpstreamClient client = client();
    private TestUpstream upstream = new TestUpstream((socket, out) -> {});

    abstract UpstreamClient client();

    @AfterEach
    void stop() throws IOException {
        client.close();
        upstream.close();
    }

    @Test
    void aWholeAnswerComesAsItWasSent() throws IOException {
        // Given
        keepAlive(JSON + "content-length: 2\r\n\r\n{}");
        // When
        try (UpstreamResponse response = send(PATIENT)) {
            // Then
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.declaredLength()).isEqualTo(2);
            assertThat(response.headers().first("content-type")).contains("application/json");
            assertThat(response.body().readAllBytes()).asString().isEqualTo("{}");
        }
    }

    @Test
    void aConnectionWhoseAnswerWasReadIsUsedAgainAlsoAfterAnError() throws IOException {
        // Given
        keepAlive("HTTP/1.1 500 X\r\ncontent-length: 2\r\n\r\n{}");
        // When
        for (int i = 0; i < 5; i++) {
            try (UpstreamResponse response = send(PATIENT)) {
                response.body().readNBytes(1000);
            }
        }
        // Then
        assertThat(upstream.requests).hasValue(5);
        assertThat(upstream.connections).hasValue(1);
    }

    @Test
    void anAnswerThatIsClosedUnreadClosesItsConnection() throws Exception {
        for (int i = 0; i < 50; i++) {
            // Given
            upstream.close();
            serve((socket, out) -> {
                TestUpstream.text(out, JSON + "content-length: 100000\r\n\r\n{\"half");
                TestUpstream.untilClosed(socket);
            });
            // When
            send(PATIENT).close();
            // Then
            assertThat(upstream.closedByPeer.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anAnswerThatIsClosedHalfReadClosesItsConnection() throws Exception {
        // Given
        serve((socket, out) -> {
            TestUpstream.text(out, JSON + "content-length: 100000\r\n\r\n{\"half");
            TestUpstream.untilClosed(socket);
        });
        // When
        try (UpstreamResponse response = send(PATIENT)) {
            assertThat(response.body().readNBytes(6)).hasSize(6);
        }
        // Then
        assertThat(upstream.closedByPeer.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatTheWaitingThrowsEndsTheCallAtOnce() throws Exception {
        // Given
        serve((socket, out) -> TestUpstream.untilClosed(socket));
        AtomicInteger asked = new AtomicInteger();
        // When
        assertThatThrownBy(() ->
                        send(() -> {
                            if (upstream.requests.get() == 1 && asked.incrementAndGet() > 1) {
                                throw new CallerGone();
                            }
                        }))
                .isInstanceOf(CallerGone.class);
        // Then
        assertThat(upstream.closedByPeer.await(1, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPostIsNotRepeatedWhenANewConnectionBreaks() throws IOException {
        // Given
        serve((socket, out) -> socket.setSoLinger(true, 0));
        // When
        assertThatThrownBy(() -> send(PATIENT)).isInstanceOf(IOException.class);
        // Then
        assertThat(upstream.requests).hasValue(1);
    }

    @Test
    void anAnswerThatComesBeforeTheWholeRequestWasTakenIsTheAnswer() throws IOException {
        // Given
        serve((socket, out) -> {
            TestUpstream.text(out, "HTTP/1.1 413 X\r\ncontent-length: 2\r\n\r\n{}");
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
        upstream.answersEarly();
        // When
        try (UpstreamResponse response =
                client.send(call(upstream.base(), new byte[16 << 20]), PATIENT)) {
            // Then
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.body().readAllBytes()).hasSize(2);
        }
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        // Given
        keepAlive("HTTP/1.1 307 X\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n");
        // When
        try (UpstreamResponse response = send(PATIENT)) {
            // Then
            assertThat(response.status()).isEqualTo(307);
        }
        assertThat(upstream.requests).hasValue(1);
    }

    @Test
    void informationBeforeTheAnswerIsPassedOver() throws IOException {
        // Given
        keepAlive(
                "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n"
                        + JSON
                        + "content-length: 2\r\n\r\n{}");
        // When
        try (UpstreamResponse response = send(PATIENT)) {
            // Then
            assertThat(response.status()).isEqualTo(200);
        }
    }

    @Test
    void oddHeadersAreRefusedOrHarmlessNeverADefect() throws IOException {
        String[] odd = {
            "x: a\rb",
            "x: a\r\n folded: b",
            "x: a\u0000b",
            "x: \u00e4\u00f6",
            "x y: b",
            ": empty",
            "nocolon",
            "content-length: 2\r\ncontent-length: 3",
            "content-length: -5",
            "content-length: 99999999999999999999",
            "transfer-encoding: chunked\r\ncontent-length: 2",
            "x: " + "y".repeat(1 << 20)
        };
        for (String header : odd) {
            // Given
            upstream.close();
            serve((socket, out) -> TestUpstream.text(out, JSON + header + "\r\n\r\n{}"));
            // When
            try (UpstreamResponse response = send(PATIENT)) {
                response.headers()
                        .fields()
                        .forEach(field -> assertThat(field.value()).doesNotContain("\r", "\n"));
                response.body().readNBytes(1000);
            } catch (IOException refused) {
                // Then
                assertThat(refused).isNotInstanceOf(NotConnected.class);
            }
        }
    }

    @Test
    void anAddressWhereNobodyListensIsNotConnected() throws IOException {
        // Given
        upstream.close();
        // Then
        assertThatThrownBy(() -> send(PATIENT)).isInstanceOf(NotConnected.class);
    }

    @Test
    void aHostThatDoesNotExistIsNotConnected() {
        assertThatThrownBy(() -> send(URI.create("http://no-such-host.invalid/v1"), PATIENT))
                .isInstanceOf(NotConnected.class);
    }

    @Test
    void aFastUpstreamDoesNotFillTheMemoryOfASlowReader() throws Exception {
        // Given
        AtomicInteger written = new AtomicInteger();
        byte[] block = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        serve((socket, out) -> {
            TestUpstream.text(out, JSON + "content-length: 1073741824\r\n\r\n");
            for (int i = 0; i < 1024; i++) {
                out.write(block);
                written.incrementAndGet();
            }
        });
        // When
        try (UpstreamResponse response = send(PATIENT)) {
            assertThat(response.body().readNBytes(10)).hasSize(10);
            int before = -1;
            while (written.get() > before) {
                before = written.get();
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        // Then
        assertThat(written.get()).isLessThan(64);
    }

    private void keepAlive(String answer) throws IOException {
        serve((socket, out) -> TestUpstream.text(out, answer));
        upstream.keepsConnections();
    }

    private void serve(TestUpstream.Behaviour behaviour) throws IOException {
        upstream.close();
        upstream = new TestUpstream(behaviour);
    }

    private UpstreamResponse send(Waiting waiting) throws IOException {
        return send(upstream.base(), waiting);
    }

    private UpstreamResponse send(URI address, Waiting waiting) throws IOException {
        return client.send(call(address, new byte[] {'{', '}'}), waiting);
    }

    private static UpstreamCall call(URI address, byte[] body) {
        return new UpstreamCall(
                address,
                Headers.of("content-type", "application/json"),
                body,
                new Deadlines(FAR, FAR, FAR, FAR),
                TestUpstream.REACH);
    }
}
