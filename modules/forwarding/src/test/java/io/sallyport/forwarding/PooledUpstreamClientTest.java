package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Headers;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.UpstreamCall;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Our own client keeps the contract, and what the JDK's cannot promise. */
class PooledUpstreamClientTest extends UpstreamClientContract {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

    @Override
    UpstreamClient client() {
        return pooled();
    }

    private static UpstreamClient pooled() {
        try {
            return new PooledUpstreamClient(AddressBook.SYSTEM, SSLContext.getDefault(), 64);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Test
    void aCallOnAKeptConnectionThatTheUpstreamClosedIsSentAgainOnANewOne() throws Exception {
        // Given: an upstream that closes each connection after its answer without saying so
        try (TestUpstream upstream =
                        new TestUpstream((socket, out) -> TestUpstream.text(out, ANSWER));
                UpstreamClient client = pooled()) {
            for (int i = 0; i < 20; i++) {
                // When
                try (UpstreamResponse response = client.send(call(upstream), () -> {})) {
                    // Then
                    assertThat(response.body().readAllBytes()).hasSize(2);
                }
                TimeUnit.MILLISECONDS.sleep(i);
            }
            assertThat(upstream.requests).hasValue(20);
        }
    }

    @Test
    void aCallOnAKeptConnectionIsNotSentAgainWhenAByteOfTheAnswerCame() throws Exception {
        // Given: the second answer of a connection is cut off after a byte
        int[] answers = new int[1];
        try (TestUpstream upstream =
                        new TestUpstream((socket, out) -> {
                            if (answers[0]++ == 0) {
                                TestUpstream.text(out, ANSWER);
                            } else {
                                TestUpstream.text(out, "H");
                                socket.close();
                            }
                        });
                UpstreamClient client = pooled()) {
            upstream.keepsConnections();
            try (UpstreamResponse response = client.send(call(upstream), () -> {})) {
                assertThat(response.body().readAllBytes()).hasSize(2);
            }
            // When
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> client.send(call(upstream), () -> {}))
                    .isInstanceOf(IOException.class);
            // Then
            assertThat(upstream.requests).hasValue(2);
        }
    }

    private static UpstreamCall call(TestUpstream upstream) {
        return new UpstreamCall(
                upstream.base(),
                Headers.of("content-type", "application/json"),
                new byte[] {'{', '}'},
                Deadlines.DEFAULTS);
    }
}
