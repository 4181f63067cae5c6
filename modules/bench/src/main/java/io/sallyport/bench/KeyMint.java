package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes keys of the form that is promised (docs/reference/keys.md) and what is stored of them, with
 * the secret of one installation. They open an appliance that lives for minutes, so a random number
 * that is no secret is enough.
 */
final class KeyMint {
    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String START = "slp_inf_";
    private static final int ID = 8;
    private static final int RANDOM = 38;
    private static final int CHECKSUM = 6;

    private final Random random = new Random(1);
    private final Mac mac;

    KeyMint(String pepper) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pepper.getBytes(UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    /** A new key, as its holder has it. */
    String next() {
        StringBuilder body = new StringBuilder(START);
        for (int i = 0; i < RANDOM; i++) {
            body.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return body + "_" + checksum(body.toString());
    }

    /** By what it is known. */
    static String id(String key) {
        return key.substring(START.length(), START.length() + ID);
    }

    /** What is stored instead of it. */
    String hash(String key) {
        return HexFormat.of().formatHex(mac.doFinal(key.getBytes(US_ASCII)));
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(US_ASCII));
        StringBuilder digits = new StringBuilder();
        long rest = crc.getValue();
        for (int i = 0; i < CHECKSUM; i++) {
            digits.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return digits.reverse().toString();
    }
}
