package io.sallyport.appliance;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a listener's TLS, all PEM.
 *
 * @param certificate its certificate, with those that vouch for it
 * @param key the key of the certificate
 * @param clientAuthorities who vouches for the certificates of callers
 * @param clients whether callers are asked for one
 */
record TlsSettings(
        Path certificate, Path key, Optional<Path> clientAuthorities, ClientCertificates clients) {

    /** Nothing when no file is named; reads the files once, so that a wrong one is told at once. */
    static Optional<TlsSettings> read(Section section) {
        Optional<Path> certificate = section.optional("certificate-file", Path::of);
        Optional<Path> key = section.optional("key-file", Path::of);
        Optional<Path> authorities = section.optional("client-ca-file", Path::of);
        ClientCertificates clients =
                section.value(
                        "client-certificates",
                        authorities.isPresent()
                                ? ClientCertificates.NEEDED
                                : ClientCertificates.NONE,
                        Values.choice(ClientCertificates.values()));
        if (certificate.isEmpty() || key.isEmpty()) {
            if (!section.names().isEmpty()) {
                section.problem(
                        "certificate-file", "and key-file belong together and are required here");
            }
            return Optional.empty();
        }
        if (clients != ClientCertificates.NONE && authorities.isEmpty()) {
            section.problem(
                    "client-ca-file", "is required: who vouches for the certificates of callers?");
            return Optional.empty();
        }
        TlsSettings settings = new TlsSettings(certificate.get(), key.get(), authorities, clients);
        check(settings, section);
        return Optional.of(settings);
    }

    private static void check(TlsSettings settings, Section section) {
        try {
            TlsMaterial.read(settings);
        } catch (IllegalArgumentException wrong) {
            section.problem("certificate-file", String.valueOf(wrong.getMessage()));
        }
    }
}
