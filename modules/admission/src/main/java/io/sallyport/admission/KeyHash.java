package io.sallyport.admission;

import io.sallyport.exchange.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 under the installation's pepper. Who steals the database alone can neither use nor
 * test a key. A prepared {@link Mac} is copied for each call, so that no lock is shared.
 */
final class KeyHash {
    static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac prepared;

    KeyHash(Secret pepper) {
        try {
            prepared = Mac.getInstance(ALGORITHM);
            prepared.init(
                    new SecretKeySpec(pepper.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    byte[] of(String key) {
        try {
            return ((Mac) prepared.clone()).doFinal(key.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's HMAC can be copied", impossible);
        }
    }
}
