package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.exchange.Headers;
import io.sallyport.exchange.secret.Secret;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.UpstreamCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that leave the company through its proxy. */
@Timeout(30)
class ProxyTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

    /** Knows the proxy and nobody else, as a name server inside a company may. */
    private static final AddressBook INSIDE =
            host -> {
                if (host.equals("proxy.test")) {
                    return List.of(InetAddress.getLoopbackAddress());
                }
                throw new UnknownHostException(host);
            };

    private final TestUpstream upstream =
            new TestUpstream((socket, out) -> TestUpstream.text(out, ANSWER));
    private TestProxy proxy = new TestProxy(upstream.base().getPort(), "");

    @AfterEach
    void stop() throws IOException {
        upstream.close();
        proxy.close();
    }

    @Test
    void theTunnelIsAskedForOnceForEachConnectionAndSeesNoRequest() throws Exception {
        // Given
        upstream.keepsConnections();
        try (UpstreamClient client = through(Optional.empty())) {
            for (int i = 0; i < 3; i++) {
                // When
                try (UpstreamResponse response = client.send(call("api.test"), () -> {})) {
                    // Then
                    assertThat(response.body().readAllBytes()).hasSize(2);
                }
            }
        }
        assertThat(proxy.asked())
                .containsExactly("CONNECT api.test:7777 HTTP/1.1\nhost: api.test:7777\n");
        assertThat(upstream.requests).hasValue(3);
    }

    @Test
    void itIsShownItsCredentialAndTheUpstreamIsNot() throws Exception {
        // Given
        try (UpstreamClient client = through(Optional.of(Secret.of("us\u00e9r:pass")))) {
            // When
            client.send(call("api.test"), () -> {}).close();
        }
        // Then: RFC 7617 in UTF-8
        assertThat(proxy.asked().getFirst())
                .contains("proxy-authorization: Basic dXPDqXI6cGFzcw==\n");
        assertThat(upstream.requests).hasValue(1);
    }

    @Test
    void aRefusalOfTheProxyIsNoConnection() throws Exception {
        for (String refusal :
                List.of(
                        "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
                        "HTTP/1.1 403 Forbidden\r\ncontent-length: 3\r\n\r\nno!",
                        "HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
                        "SSH-2.0\r\n\r\n",
                        "HTTP/1.1 101 X\r\n\r\n")) {
            // Given
            proxy.close();
            proxy = new TestProxy(upstream.base().getPort(), refusal);
            try (UpstreamClient client = through(Optional.empty())) {
                // When
                assertThatThrownBy(() -> client.send(call("api.test"), () -> {}))
                        .as(refusal)
                        .isInstanceOf(NotConnected.class);
            }
        }
        // Then
        assertThat(upstream.requests).hasValue(0);
    }

    @Test
    void aProxyThatIsSilentIsGivenUpAtTheConnectDeadline() throws Exception {
        // Given
        proxy.close();
        proxy = TestProxy.silent();
        try (UpstreamClient client = through(Optional.empty())) {
            // When
            assertThatThrownBy(() -> client.send(call("api.test"), () -> {}))
                    .isInstanceOf(DeadlinePassed.class)
                    .hasMessageContaining("CONNECT");
        }
    }

    @Test
    void hostsThatAreExceptedAreReachedWithoutIt() throws Exception {
        // Given
        AddressBook book = host -> List.of(InetAddress.getLoopbackAddress());
        HttpProxy except =
                new HttpProxy(
                        "proxy.test",
                        proxy.port(),
                        Optional.empty(),
                        List.of("GPU.test", ".inside.test"));
        try (UpstreamClient client = new PooledUpstreamClient(book, Optional.of(except), 8)) {
            // When
            for (String host : List.of("gpu.test", "a.inside.test", "inside.test")) {
                client.send(call(host, upstream.base().getPort()), () -> {}).close();
            }
            // Then
            assertThat(proxy.asked()).isEmpty();
            client.send(call("notinside.test"), () -> {}).close();
            client.send(call("other.gpu.test"), () -> {}).close();
            assertThat(proxy.asked()).hasSize(2);
        }
    }

    private UpstreamClient through(Optional<Secret> credential) {
        return new PooledUpstreamClient(
                INSIDE,
                Optional.of(new HttpProxy("proxy.test", proxy.port(), credential, List.of())),
                8);
    }

    private static UpstreamCall call(String host) {
        return call(host, 7777);
    }

    private static UpstreamCall call(String host, int port) {
        Duration far = Duration.ofSeconds(20);
        return new UpstreamCall(
                URI.create("http://" + host + ":" + port + "/v1"),
                Headers.NONE,
                new byte[] {'{', '}'},
                new Deadlines(Duration.ofSeconds(2), far, far, far),
                TestUpstream.REACH);
    }
}
