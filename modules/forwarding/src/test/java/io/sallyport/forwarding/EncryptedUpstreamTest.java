package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.exchange.Headers;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.Reach;
import io.sallyport.provider.UpstreamCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted calls of the pooled client: whom it trusts, and that waiting does not break them. */
@Timeout(30)
class EncryptedUpstreamTest {
    private static final char[] PASSWORD = "test-only".toCharArray();
    private static final AddressBook LOOPBACK = host -> List.of(InetAddress.getLoopbackAddress());

    @TempDir private Path folder;
    private SSLContext trusting;
    private SSLContext nameless;
    private SSLServerSocket server;
    private volatile boolean wantsCertificate;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        KeyStore store = keys();
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        nameless = SSLContext.getInstance("TLS");
        nameless.init(null, trust.getTrustManagers(), null);
        server =
                (SSLServerSocket)
                        trusting.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aSlowAnswerComesWholeAndTheConnectionIsUsedAgain() throws Exception {
        // Given
        AtomicInteger asked = new AtomicInteger();
        try (UpstreamClient client = new PooledUpstreamClient(LOOPBACK, Optional.empty(), 8)) {
            for (int i = 0; i < 3; i++) {
                // When
                try (UpstreamResponse response =
                        client.send(call("good.test", trusting), asked::incrementAndGet)) {
                    // Then
                    assertThat(response.body().readAllBytes()).asString().isEqualTo("{}");
                }
            }
        }
        assertThat(requests).hasValue(3);
        assertThat(connections).hasValue(1);
        assertThat(asked.get()).isGreaterThan(3);
    }

    @Test
    void anotherNameThanThatOfTheCertificateIsNotConnected() throws Exception {
        try (UpstreamClient client = new PooledUpstreamClient(LOOPBACK, Optional.empty(), 8)) {
            assertThatThrownBy(() -> client.send(call("evil.test", trusting), () -> {}))
                    .isInstanceOf(NotConnected.class);
        }
        assertThat(requests).hasValue(0);
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotConnected() throws Exception {
        try (UpstreamClient client = new PooledUpstreamClient(LOOPBACK, Optional.empty(), 8)) {
            assertThatThrownBy(
                            () -> client.send(call("good.test", SSLContext.getDefault()), () -> {}))
                    .isInstanceOf(NotConnected.class);
        }
        assertThat(requests).hasValue(0);
    }

    @Test
    void whoeverWantsACertificateIsShownThatOfTheProvidersReach() throws Exception {
        // Given
        wantsCertificate = true;
        try (UpstreamClient client = new PooledUpstreamClient(LOOPBACK, Optional.empty(), 8)) {
            // When: one that trusts the server and has nothing to show
            assertThatThrownBy(() -> client.send(call("good.test", nameless), () -> {}))
                    .isInstanceOf(IOException.class);
            // Then
            assertThat(requests).hasValue(0);
            try (UpstreamResponse response = client.send(call("good.test", trusting), () -> {})) {
                assertThat(response.status()).isEqualTo(200);
            }
        }
    }

    private UpstreamCall call(String host, SSLContext encryption) {
        Reach reach = new Reach(Set.of(TestUpstream.HERE), encryption);
        return new UpstreamCall(
                URI.create("https://" + host + ":" + server.getLocalPort() + "/v1"),
                Headers.NONE,
                new byte[0],
                Deadlines.DEFAULTS,
                reach);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Answers in three pieces with more than a tick between them. */
    private void answer(SSLSocket socket) {
        try (socket) {
            socket.setNeedClientAuth(wantsCertificate);
            socket.startHandshake();
            connections.incrementAndGet();
            InputStream in = socket.getInputStream();
            int last = 0;
            for (int c = in.read(); c >= 0; c = in.read()) {
                last = last << 8 | c;
                if (last == 0x0d0a0d0a) {
                    requests.incrementAndGet();
                    for (String piece :
                            new String[] {
                                "HTTP/1.1 200 OK\r\n", "content-length: 2\r\n\r\n", "{}"
                            }) {
                        TimeUnit.MILLISECONDS.sleep(Patience.TICK_MILLIS * 3 / 2);
                        socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            }
        } catch (IOException refused) {
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A key with a certificate for good.test, and trust in that certificate. */
    private KeyStore keys() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=good.test",
                                "-ext",
                                "san=dns:good.test",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        store.setCertificateEntry("trusted", store.getCertificate("a"));
        return store;
    }
}
