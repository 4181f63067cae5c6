package io.sallyport.admission;

import io.sallyport.exchange.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA256 under the installation's pepper. Who steals the database alone can neither use nor
 * test a key. Who finds the one {@link Mac} at hand in use takes a copy, so that nobody waits.
 */
final class KeyHash {
    static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac prepared;
    private final AtomicReference<@Nullable Mac> atHand = new AtomicReference<>();

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
        Mac mac = atHand.getAndSet(null);
        if (mac == null) {
            mac = copy();
        }
        byte[] hash = mac.doFinal(key.getBytes(StandardCharsets.UTF_8));
        atHand.set(mac);
        return hash;
    }

    private Mac copy() {
        try {
            return (Mac) prepared.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's HMAC can be copied", impossible);
        }
    }
}
