package io.sallyport.appliance;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a listener encrypts with, as its files were at one moment.
 *
 * @param context makes the encrypted sockets
 * @param clients whether callers are asked for a certificate
 * @param expires when the certificate ends
 */
record TlsMaterial(SSLContext context, ClientCertificates clients, Instant expires) {
    private static final char[] NO_PASSWORD = {};
    private static final byte[] PROBE = {'s', 'a', 'l', 'l', 'y', 'p', 'o', 'r', 't'};
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** Forward secrecy and authenticated encryption, nothing else. */
    private static final String[] SUITES = {
        "TLS_AES_256_GCM_SHA384",
        "TLS_AES_128_GCM_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    /** Reads the files; {@link IllegalArgumentException} says which one cannot be used and why. */
    static TlsMaterial read(TlsSettings files) {
        List<X509Certificate> chain = PemFiles.certificates(files.certificate());
        PrivateKey key = PemFiles.privateKey(files.key());
        List<X509Certificate> authorities =
                files.clientAuthorities().map(PemFiles::certificates).orElse(List.of());
        try {
            if (!belong(key, chain.getFirst())) {
                throw new IllegalArgumentException(
                        "%s is not the key of the certificate in %s"
                                .formatted(files.key(), files.certificate()));
            }
            return new TlsMaterial(
                    context(key, chain, authorities),
                    files.clients(),
                    chain.getFirst().getNotAfter().toInstant());
        } catch (GeneralSecurityException | IOException wrong) {
            throw new IllegalArgumentException(
                    "%s and %s cannot be used for TLS".formatted(files.certificate(), files.key()),
                    wrong);
        }
    }

    /** What one signs the other confirms; the kinds of keys may differ as well. */
    private static boolean belong(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        if (!sameKind(key.getAlgorithm(), certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(algorithm(key.getAlgorithm()));
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(PROBE);
        return signature.verify(signed);
    }

    private static boolean sameKind(String one, String other) {
        return algorithm(one).equals(algorithm(other));
    }

    private static String algorithm(String key) {
        return switch (key) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "EdDSA";
        };
    }

    private static SSLContext context(
            PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore own = empty();
        own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_PASSWORD);
        KeyStore trusted = empty();
        for (X509Certificate authority : authorities) {
            trusted.setCertificateEntry("trusted" + trusted.size(), authority);
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                keys.getKeyManagers(),
                authorities.isEmpty() ? null : trust.getTrustManagers(),
                null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    /** How it is spoken. */
    SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters(SUITES, PROTOCOLS);
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        parameters.setUseCipherSuitesOrder(true);
        switch (clients) {
            case NONE -> {}
            case WANTED -> parameters.setWantClientAuth(true);
            case NEEDED -> parameters.setNeedClientAuth(true);
        }
        return parameters;
    }
}
