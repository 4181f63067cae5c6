package io.sallyport.dialect;

/**
 * The pieces of strict UTF-8 (RFC 3629: no overlong forms, no surrogates), and the escapes of JSON,
 * of which none may name half of a surrogate pair in the body of a caller: no model can read it.
 */
final class Utf8 {
    private Utf8() {}

    /** The length of the sequence that begins here; 0 when it is none (RFC 3629, section 4). */
    static int sequence(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xff;
        boolean outside =
                switch (first) {
                    case 0xe0 -> second < 0xa0;
                    case 0xed -> second > 0x9f;
                    case 0xf0 -> second < 0x90;
                    case 0xf4 -> second > 0x8f;
                    default -> false;
                };
        return outside ? 0 : length;
    }

    /** The length of the escape, a whole pair counted as one; 0 for half a pair. */
    static int escape(byte[] bytes, int at, boolean wholePairs) {
        int unit = unit(bytes, at);
        if (!wholePairs || unit < 0xd800 || unit > 0xdfff) {
            return 2;
        }
        int next = unit(bytes, at + 6);
        return unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff ? 12 : 0;
    }

    /** The code unit whose hexadecimal escape begins here; -1 when there is none. */
    static int unit(byte[] bytes, int at) {
        if (at + 6 > bytes.length || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = 2; i < 6; i++) {
            int digit = Character.digit(bytes[at + i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = (unit << 4) | digit;
        }
        return unit;
    }
}
