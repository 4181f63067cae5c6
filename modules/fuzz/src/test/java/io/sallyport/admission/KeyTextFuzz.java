package io.sallyport.admission;

import io.sallyport.exchange.Rejected;
import io.sallyport.fuzz.Promise;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A text that somebody presents as a key: taken exactly when it has the published form and its
 * checksum. Half of the trouble with fuzzing it is the checksum, so each text is also tried with
 * the right one.
 */
public final class KeyTextFuzz {
    private static final Pattern PUBLISHED =
            Pattern.compile("slp_(inf|adm)_[0-9A-Za-z]{38}_[0-9A-Za-z]{6}");

    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private KeyTextFuzz() {}

    /** The target. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        for (Charset charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8)) {
            String text = new String(input, charset);
            Promise.inProportion(input, bytes -> check(text));
            int underscore = text.lastIndexOf('_');
            if (underscore > 0) {
                String body = text.substring(0, underscore);
                check(body + "_" + checksum(body));
            }
        }
    }

    private static void check(String text) {
        int underscore = text.lastIndexOf('_');
        boolean good =
                PUBLISHED.matcher(text).matches()
                        && text.endsWith(checksum(text.substring(0, underscore)));
        try {
            KeyText key = KeyText.parse(text);
            Promise.holds(good, "a key that is none: " + text);
            Promise.same(text.substring(8, 16), key.id().value(), "id");
            Promise.same(text, key.text(), "text");
        } catch (Rejected refused) {
            Promise.holds(!good, "a key that is refused: " + text);
            Promise.holds(
                    text.length() < 7 || !refused.getMessage().contains(text), "it is repeated");
        }
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        BigInteger rest = BigInteger.valueOf(crc.getValue());
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(62));
            text.insert(0, DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.toString();
    }
}
