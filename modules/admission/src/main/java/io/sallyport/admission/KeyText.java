package io.sallyport.admission;

import io.sallyport.admission.port.KeyRecord.Kind;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * The text of one key, taken apart: {@code slp_<type>_<8 id><30 random>_<6 checksum>}.
 *
 * <pre>
 *   slp_inf_Ab3dE5gH0123456789abcdefghijABCDEFGHIJ_0x7Yz1
 *   └┬┘ └┬┘ └──┬───┘└─────────────┬──────────────┘ └─┬──┘
 *  brand type  id          178 random bits      CRC32 of all before the last underscore, base62
 * </pre>
 *
 * The checksum is no secret and no protection: it lets a typing error or a cut key be refused
 * without any other work, and lets secret scanners report few false finds. CRC32 finds every change
 * of a single character.
 */
record KeyText(Kind kind, KeyId id, String text) {
    static final int ID_LENGTH = 8;
    static final int RANDOM_LENGTH = 30;
    static final int CHECKSUM_LENGTH = 6;
    static final int LENGTH = 4 + 4 + ID_LENGTH + RANDOM_LENGTH + 1 + CHECKSUM_LENGTH;

    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int TYPE_START = 4;
    private static final int ID_START = 8;
    private static final int CHECKSUM_START = LENGTH - CHECKSUM_LENGTH;

    /** Takes a presented text apart; no lookup and no hash is done for a text that is no key. */
    static KeyText parse(String text) {
        if (text.length() != LENGTH || !text.startsWith("slp_") || text.charAt(7) != '_') {
            throw new Rejected(new KeyRejection.NotAKey());
        }
        Kind kind = kindOf(text);
        int underscore = CHECKSUM_START - 1;
        if (text.charAt(underscore) != '_' || !isBase62(text, ID_START, underscore)) {
            throw new Rejected(new KeyRejection.NotAKey());
        }
        if (!hasChecksum(text, crc(text, underscore))) {
            throw new Rejected(new KeyRejection.Mistyped());
        }
        return new KeyText(kind, new KeyId(text.substring(ID_START, ID_START + ID_LENGTH)), text);
    }

    /** Makes a new key; the randomness must be fit for secrets. */
    static KeyText mint(Kind kind, RandomGenerator random) {
        StringBuilder body = new StringBuilder(LENGTH).append("slp_").append(typeOf(kind));
        body.append('_');
        for (int i = 0; i < ID_LENGTH + RANDOM_LENGTH; i++) {
            body.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        String text = body + "_" + checksum(body.toString());
        return new KeyText(kind, new KeyId(text.substring(ID_START, ID_START + ID_LENGTH)), text);
    }

    /** CRC32 (ISO 3309) of the text in base62, six digits, the highest first. */
    static String checksum(String body) {
        char[] digits = new char[CHECKSUM_LENGTH];
        long rest = crc(body, body.length());
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }

    /** Compares digit by digit, from the lowest. */
    private static boolean hasChecksum(String text, long crc) {
        long rest = crc;
        for (int i = LENGTH - 1; i >= CHECKSUM_START; i--) {
            if (text.charAt(i) != ALPHABET.charAt((int) (rest % ALPHABET.length()))) {
                return false;
            }
            rest /= ALPHABET.length();
        }
        return true;
    }

    /** Of the first characters of a text that begins in ASCII. */
    private static long crc(String text, int length) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8), 0, length);
        return crc.getValue();
    }

    private static Kind kindOf(String text) {
        if (text.startsWith("inf", TYPE_START)) {
            return Kind.INFERENCE;
        }
        if (text.startsWith("adm", TYPE_START)) {
            return Kind.ADMIN;
        }
        throw new Rejected(new KeyRejection.NotAKey());
    }

    private static String typeOf(Kind kind) {
        return switch (kind) {
            case INFERENCE -> "inf";
            case ADMIN -> "adm";
        };
    }

    private static boolean isBase62(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "KeyText[" + id + "]";
    }
}
