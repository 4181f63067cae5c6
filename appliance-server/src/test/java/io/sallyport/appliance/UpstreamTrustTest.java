package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.provider.Provider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificates of the configuration, shown and checked on a real connection. */
@Timeout(60)
class UpstreamTrustTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void aCompanysOwnAuthorityIsTrustedAndTheCertificateOfTheConfigurationIsShown(String kind)
            throws Exception {
        // Given: a server that wants the certificate which it has itself
        TestCertificate mine = TestCertificate.in(directory, kind);
        UpstreamTrust trust = trust(yaml(mine.certificate(), mine.certificate(), mine.key()));
        try (SSLServerSocket server =
                (SSLServerSocket) trust.context().getServerSocketFactory().createServerSocket(0)) {
            server.setNeedClientAuth(true);
            AtomicInteger greeted = new AtomicInteger();
            Thread.ofVirtual().start(() -> greet(server, greeted));
            // When
            int said = connect(trust, server.getLocalPort());
            // Then
            assertThat(said).isEqualTo('!');
            assertThatThrownBy(() -> connect(UpstreamTrust.USUAL, server.getLocalPort()))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(greeted).hasValue(1);
        }
    }

    @Test
    void whatAProviderLeavesOutIsAsForAll() throws Exception {
        // Given
        TestCertificate all = TestCertificate.in(directory, "EC");
        TestCertificate own = TestCertificate.in(directory, "RSA");
        UpstreamTrust usual = trust(yaml(all.certificate(), all.certificate(), all.key()));
        // When
        List<Provider> providers =
                new ConfigurationFile(Map.of())
                        .parse(
                                yaml(all.certificate(), all.certificate(), all.key())
                                        + twoProviders(own.certificate()),
                                "test")
                        .models()
                        .providers();
        // Then
        try (SSLServerSocket server =
                (SSLServerSocket) usual.context().getServerSocketFactory().createServerSocket(0)) {
            server.setNeedClientAuth(true);
            AtomicInteger greeted = new AtomicInteger();
            Thread.ofVirtual().start(() -> greet(server, greeted));
            assertThat(connect(providers.get(0).reach().encryption(), server.getLocalPort()))
                    .isEqualTo('!');
            assertThatThrownBy(() ->
                            connect(providers.get(1).reach().encryption(), server.getLocalPort()))
                    .isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void filesThatCannotBeUsedAreNamedWithTheFix() throws Exception {
        // Given
        TestCertificate mine = TestCertificate.in(directory, "EC");
        Path noKey = owners("no-key", "hello secret");
        Path brokenKey =
                owners("broken", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Path none = Files.writeString(directory.resolve("none"), "");
        Path loose = Files.copy(mine.key(), directory.resolve("loose"));
        Files.setPosixFilePermissions(loose, PosixFilePermissions.fromString("rw-r--r--"));
        // Then
        assertThat(refused(yaml(Path.of("/nowhere"), mine.certificate(), mine.key())))
                .contains("upstream.ca-file", "/nowhere is not there");
        assertThat(refused(yaml(none, mine.certificate(), mine.key())))
                .contains("upstream.ca-file", "has no certificate");
        assertThat(refused(yaml(noKey, mine.certificate(), mine.key())))
                .contains("no certificate")
                .doesNotContain("hello");
        assertThat(refused(yaml(mine.certificate(), mine.certificate(), noKey)))
                .contains("upstream.client-certificate.key-file", "openssl pkcs8 -topk8")
                .doesNotContain("hello");
        assertThat(refused(yaml(mine.certificate(), mine.certificate(), brokenKey)))
                .contains("none of the kinds EC, RSA, EdDSA");
        assertThat(refused(yaml(mine.certificate(), mine.certificate(), loose)))
                .contains("chmod 600");
        assertThat(refused("upstream: {client-certificate: {file: %s}}".formatted(none)))
                .contains("and key-file belong together");
    }

    private Path owners(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String twoProviders(Path authorities) {
        return """

        providers:
          one: {base-url: "https://one.example", authentication: none}
          two: {base-url: "https://two.example", authentication: none, ca-file: %s}
        """
                .formatted(authorities);
    }

    private static String yaml(Path authorities, Path certificate, Path key) {
        return "upstream: {ca-file: %s, client-certificate: {file: %s, key-file: %s}}"
                .formatted(authorities, certificate, key);
    }

    private static UpstreamTrust trust(String yaml) {
        return new ConfigurationFile(Map.of()).parse(yaml, "test").upstream().trust();
    }

    private static String refused(String yaml) {
        ConfigurationRefused refused =
                catchThrowableOfType(ConfigurationRefused.class, () -> trust(yaml));
        assertThat(refused).isNotNull();
        return String.join("\n", refused.problems());
    }

    private static int connect(UpstreamTrust trust, int port) throws Exception {
        return connect(trust.context(), port);
    }

    private static int connect(SSLContext context, int port) throws Exception {
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
            socket.startHandshake();
            return socket.getInputStream().read();
        }
    }

    private static void greet(SSLServerSocket server, AtomicInteger greeted) {
        while (!server.isClosed()) {
            greetOne(server, greeted);
        }
    }

    private static void greetOne(SSLServerSocket server, AtomicInteger greeted) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
            greeted.incrementAndGet();
            socket.getOutputStream().write("!".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException refused) {
            return;
        }
    }
}
