package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A certificate that vouches for itself, and its key, as PEM files.
 *
 * @param certificate the file of the certificate, for localhost
 * @param key the file of the key, of mode 0600
 */
record TestCertificate(Path certificate, Path key) {
    private static final String PASSWORD = "test-only";

    /** Made in this directory, with a key of this algorithm of keytool. */
    static TestCertificate in(Path directory, String algorithm)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path keys = directory.resolve(algorithm + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "a",
                                "-keyalg",
                                algorithm,
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost,ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                keys.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Key key = store.getKey("a", PASSWORD.toCharArray());
        TestCertificate made =
                new TestCertificate(
                        directory.resolve(algorithm + ".pem"),
                        directory.resolve(algorithm + ".key"));
        Files.writeString(
                made.certificate, pem("CERTIFICATE", store.getCertificate("a").getEncoded()));
        Files.writeString(made.key, pem("PRIVATE KEY", key.getEncoded()));
        Files.setPosixFilePermissions(made.key, PosixFilePermissions.fromString("rw-------"));
        return made;
    }

    /** A client that trusts this certificate alone, and shows it to whoever asks. */
    SSLContext context() {
        return new UpstreamTrust(
                        PemFiles.certificates(certificate),
                        Optional.of(
                                new UpstreamTrust.Identity(
                                        PemFiles.privateKey(key),
                                        PemFiles.certificates(certificate))))
                .context();
    }

    /** A client that trusts this certificate, and has none of its own. */
    SSLContext trusting() {
        return new UpstreamTrust(PemFiles.certificates(certificate), Optional.empty()).context();
    }

    /** The keys of a listener's configuration that has this certificate. */
    String tls() {
        return "certificate-file: %s, key-file: %s".formatted(certificate, key);
    }

    private static String pem(String kind, byte[] bytes) {
        byte[] line = "\n".getBytes(StandardCharsets.US_ASCII);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder(64, line).encodeToString(bytes), kind);
    }
}
