package io.sallyport.appliance;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom encrypted connections to upstreams trust, and the certificate that they show.
 *
 * @param authorities trusted besides those of the Java runtime
 * @param identity what is shown to whoever asks
 */
record UpstreamTrust(List<X509Certificate> authorities, Optional<Identity> identity) {
    /** The authorities of the Java runtime and no certificate to show. */
    static final UpstreamTrust USUAL = new UpstreamTrust(List.of(), Optional.empty());

    private static final char[] NO_PASSWORD = {};

    /**
     * A certificate with its key.
     *
     * @param key its private key
     * @param chain the certificate itself first
     */
    record Identity(PrivateKey key, List<X509Certificate> chain) {

        @Override
        public String toString() {
            return "Identity[" + chain.getFirst().getSubjectX500Principal() + "]";
        }
    }

    /** Copies the list. */
    UpstreamTrust {
        authorities = List.copyOf(authorities);
    }

    /** Reads {@code ca-file} and {@code client-certificate}; what is absent is as in the other. */
    static UpstreamTrust read(Section section, UpstreamTrust otherwise) {
        return new UpstreamTrust(
                section.value(
                        "ca-file",
                        otherwise.authorities,
                        text -> PemFiles.certificates(Path.of(text))),
                section.section("client-certificate")
                        .as(UpstreamTrust::identity)
                        .flatMap(maybe -> maybe)
                        .or(() -> otherwise.identity));
    }

    private static Optional<Identity> identity(Section section) {
        Optional<List<X509Certificate>> chain =
                section.optional("file", text -> PemFiles.certificates(Path.of(text)));
        Optional<PrivateKey> key =
                section.optional("key-file", text -> PemFiles.privateKey(Path.of(text)));
        if (section.has("file") != section.has("key-file")) {
            section.problem("file", "and key-file belong together; give both or none");
        }
        return chain.flatMap(certificates -> key.map(each -> new Identity(each, certificates)));
    }

    /** Refuses, as {@link IllegalArgumentException}, a key that is not the certificate's. */
    SSLContext context() {
        try {
            if (equals(USUAL)) {
                return SSLContext.getDefault();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(shown(), NO_PASSWORD);
            TrustManagerFactory trust = trusting(trusted());
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException wrong) {
            throw new IllegalArgumentException(
                    "ca-file or client-certificate cannot be used together", wrong);
        }
    }

    private KeyStore shown() throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        if (identity.isPresent()) {
            Identity own = identity.get();
            store.setKeyEntry(
                    "shown", own.key(), NO_PASSWORD, own.chain().toArray(X509Certificate[]::new));
        }
        return store;
    }

    private KeyStore trusted() throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        int count = 0;
        for (TrustManager manager : trusting(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager runtime) {
                for (X509Certificate each : runtime.getAcceptedIssuers()) {
                    store.setCertificateEntry("trusted" + count++, each);
                }
            }
        }
        for (X509Certificate each : authorities) {
            store.setCertificateEntry("trusted" + count++, each);
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    /** Trusting these; those of the Java runtime when there are none. */
    private static TrustManagerFactory trusting(@Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }
}
