package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulator.Personality;
import io.sallyport.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is replaced while the gateway runs. */
@Timeout(120)
class RenewedCertificateTest {
    private static final String LIST =
            "GET /v1/models/m HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~~~";

    @TempDir Path directory;
    private final Logger logger = Logger.getLogger(ListenerTls.class.getName());
    private final Log log = new Log();
    private TestCertificate old;
    private TestCertificate renewed;
    private Path certificate;
    private Path key;
    private Simulator simulator;
    private TestAppliance appliance;

    @BeforeEach
    void begin() throws Exception {
        logger.addHandler(log);
        old = TestCertificate.in(Files.createDirectory(directory.resolve("old")), "EC");
        renewed = TestCertificate.in(Files.createDirectory(directory.resolve("new")), "RSA");
        certificate = directory.resolve("gateway.pem");
        key = directory.resolve("gateway.key");
        put(old.certificate(), certificate);
        put(old.key(), key);
        simulator =
                Simulator.start(
                        0, List.of(new Personality("m", Duration.ZERO, Duration.ZERO, 0, 5, 1)));
        appliance =
                new TestAppliance(
                        directory,
                        """
                        providers:
                          o: {base-url: "%s", authentication: none, allow-networks: [127.0.0.1]}
                        models:
                          m: {deployments: [{provider: o, price: {input: 1, output: 1}}]}
                        """
                                .formatted(simulator.base()),
                        "tls: {certificate-file: %s, key-file: %s}".formatted(certificate, key));
    }

    @AfterEach
    void end() {
        appliance.close();
        simulator.close();
        logger.removeHandler(log);
    }

    @Test
    void newConnectionsGetTheRenewedOneAndOpenOnesGoOn() throws Exception {
        try (SSLSocket open = connect(old);
                RawCaller caller = new RawCaller(appliance, open)) {
            // Given
            caller.say(LIST).until("\"id\":\"m\"");
            X509Certificate before = shown(open);
            // When
            put(renewed.certificate(), certificate);
            put(renewed.key(), key);
            awaitLog("has a new certificate");
            // Then
            assertThat(before).isEqualTo(certificateOf(old));
            try (SSLSocket fresh = connect(renewed)) {
                assertThat(shown(fresh)).isEqualTo(certificateOf(renewed));
            }
            assertThat(caller.say(LIST).until("\"id\":\"m\"")).contains("HTTP/1.1 200");
        }
    }

    @Test
    void halfOfAPairChangesNothingAndIsToldOnce() throws Exception {
        // When: the certificate comes first, half of it, and the key a while after
        byte[] whole = Files.readAllBytes(renewed.certificate());
        Files.write(certificate, Arrays.copyOf(whole, whole.length / 2));
        awaitLog("keeps its certificate");
        TimeUnit.SECONDS.sleep(5);
        List<String> whileHalf = List.copyOf(log.lines);
        put(renewed.certificate(), certificate);
        awaitLog("is not the key of the certificate");
        X509Certificate whileApart = shown(connect(old));
        put(renewed.key(), key);
        awaitLog("has a new certificate");
        // Then
        assertThat(whileHalf).hasSize(1);
        assertThat(whileApart).isEqualTo(certificateOf(old));
        assertThat(shown(connect(renewed))).isEqualTo(certificateOf(renewed));
        assertThat(log.lines).hasSize(3);
        assertThat(appliance.metrics())
                .contains(
                        "sallyport_tls_certificate_expires_seconds{listener=\"gateway\"} "
                                + (double)
                                        certificateOf(renewed)
                                                .getNotAfter()
                                                .toInstant()
                                                .getEpochSecond());
    }

    @Test
    void filesThatAreGoneChangeNothing() throws Exception {
        // When
        Files.delete(key);
        awaitLog("keeps its certificate");
        // Then
        assertThat(shown(connect(old))).isEqualTo(certificateOf(old));
    }

    /** As tools that renew do it: the new file takes the name of the old one. */
    private void put(Path from, Path to) throws IOException {
        Path draft =
                Files.copy(from, directory.resolve("draft"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private SSLSocket connect(TestCertificate trusted) throws IOException {
        URI gateway = appliance.uri("/");
        SSLSocket socket =
                (SSLSocket)
                        trusted.trusting()
                                .getSocketFactory()
                                .createSocket(gateway.getHost(), gateway.getPort());
        socket.startHandshake();
        return socket;
    }

    private static X509Certificate shown(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static X509Certificate certificateOf(TestCertificate made) {
        return PemFiles.certificates(made.certificate()).getFirst();
    }

    private void awaitLog(String words) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            if (log.lines.stream().anyMatch(line -> line.contains(words))) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("nothing says '" + words + "' in " + log.lines);
    }

    private static final class Log extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            lines.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
