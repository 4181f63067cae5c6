package io.sallyport.appliance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as files in PEM. What is wrong is said without a word of the file. */
final class PemFiles {
    private static final long LARGEST = 4 << 20;
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");

    private PemFiles() {}

    /** Every certificate in this file, at least one, in its order. */
    static List<X509Certificate> certificates(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(file + " is larger than 4 MiB");
            }
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(Files.readAllBytes(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException(file + " has no certificate in it");
            }
            return certificates;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the file %s is not there or cannot be read by this user".formatted(file),
                    unreadable);
        } catch (CertificateException wrong) {
            throw new IllegalArgumentException(
                    file + " has something that is no certificate in PEM", wrong);
        }
    }

    /** The private key in this file, which nobody but its owner may read. */
    static PrivateKey privateKey(Path file) {
        Matcher key = KEY.matcher(SecretFile.read(file));
        if (!key.find()) {
            throw new IllegalArgumentException(
                    "%s is no private key in PEM without a passphrase; convert it with: openssl pkcs8 -topk8 -nocrypt -in KEY -out %s"
                            .formatted(file, file.getFileName()));
        }
        byte[] encoded =
                Base64.getMimeDecoder().decode(key.group(1).getBytes(StandardCharsets.US_ASCII));
        return ALGORITHMS.stream()
                .flatMap(algorithm -> key(algorithm, encoded).stream())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s is a private key of none of the kinds %s"
                                        .formatted(file, String.join(", ", ALGORITHMS))));
    }

    /** The key, if it is one of this algorithm. */
    private static Optional<PrivateKey> key(String algorithm, byte[] encoded) {
        try {
            return Optional.of(
                    KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException another) {
            return Optional.empty();
        }
    }
}
