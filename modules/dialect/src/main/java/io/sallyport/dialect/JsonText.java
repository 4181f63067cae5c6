package io.sallyport.dialect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The strings of a JSON text: where they end, whether they are Unicode, what they say. */
final class JsonText {
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private static final int LONGEST_ESCAPE = 6;

    private JsonText() {}

    /**
     * Where the string that begins here has its closing quote; everything before it is looked at.
     *
     * @param from behind the opening quote
     * @param wholePairs whether an escape may not name half of a surrogate pair
     */
    static int closing(byte[] bytes, int from, int to, boolean wholePairs) {
        int at = from;
        while (true) {
            at = special(bytes, at, to);
            if (at >= to) {
                throw new JsonFault(JsonFault.Kind.MALFORMED, to);
            }
            byte each = bytes[at];
            if (each == '"') {
                return at;
            }
            at += each == '\\' ? escape(bytes, at, to, wholePairs) : character(bytes, at);
        }
    }

    /** The next byte that is not plain: a quote, a backslash, a control or one beyond ASCII. */
    private static int special(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to && special((long) WORD.get(bytes, at)) == 0) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /**
     * Not zero when one of the eight bytes is special (the usual test for a zero byte; it may see
     * one too many, which costs a look, and none too few).
     */
    private static long special(long word) {
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        return (word | (word - SPACES) | (quote - ONES & ~quote) | (backslash - ONES & ~backslash))
                & HIGH;
    }

    private static int character(byte[] bytes, int at) {
        byte each = bytes[at];
        if (each >= 0) {
            boolean blank = each == '\n' || each == '\r' || each == '\t';
            throw new JsonFault(blank ? JsonFault.Kind.MALFORMED : JsonFault.Kind.UNICODE, at);
        }
        int length = Utf8.sequence(bytes, at);
        if (length == 0) {
            throw new JsonFault(JsonFault.Kind.UNICODE, at);
        }
        return length;
    }

    private static int escape(byte[] bytes, int at, int to, boolean wholePairs) {
        byte what = at + 1 < to ? bytes[at + 1] : 0;
        return switch (what) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
            case 'u' -> unit(bytes, at, wholePairs);
            default -> throw new JsonFault(JsonFault.Kind.MALFORMED, at);
        };
    }

    private static int unit(byte[] bytes, int at, boolean wholePairs) {
        if (Utf8.unit(bytes, at) < 0) {
            throw new JsonFault(JsonFault.Kind.MALFORMED, at);
        }
        int length = Utf8.escape(bytes, at, wholePairs);
        if (length == 0) {
            throw new JsonFault(JsonFault.Kind.UNICODE, at);
        }
        return Math.max(length, 6);
    }

    /** What stands between the quotes; it has been looked at. */
    static String read(byte[] bytes, int from, int to) {
        int backslash = backslash(bytes, from, to);
        if (backslash == to) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        int at = backslash;
        while (at < to) {
            text.append(new String(bytes, plain, at - plain, StandardCharsets.UTF_8));
            text.append(unescaped(bytes, at));
            plain = at + (bytes[at + 1] == 'u' ? 6 : 2);
            at = backslash(bytes, plain, to);
        }
        return text.append(new String(bytes, plain, to - plain, StandardCharsets.UTF_8)).toString();
    }

    /** The first backslash, or the end. */
    static int backslash(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /**
     * Whether this word stands between the quotes; a text is made only of what has an escape or a
     * letter beyond ASCII.
     */
    static boolean says(byte[] bytes, int from, int to, String word) {
        int length = to - from;
        if (length != word.length()) {
            return length > word.length()
                    && length <= word.length() * LONGEST_ESCAPE
                    && !isPlain(bytes, from, to)
                    && read(bytes, from, to).equals(word);
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= 0 && bytes[at] != '\\') {
            at++;
        }
        return at == to;
    }

    /** The {@link String#hashCode} of what stands between the quotes. */
    static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\\' || bytes[at] < 0) {
                return read(bytes, from, to).hashCode();
            }
            hash = 31 * hash + bytes[at];
        }
        return hash;
    }

    private static char unescaped(byte[] bytes, int at) {
        return switch (bytes[at + 1]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Utf8.unit(bytes, at);
            default -> (char) bytes[at + 1];
        };
    }

    /** How many characters (UTF-16) stand between the quotes; it has been looked at. */
    static int length(byte[] bytes, int from, int to) {
        int length = 0;
        int at = from;
        while (at < to) {
            byte each = bytes[at];
            if (each == '\\') {
                at += bytes[at + 1] == 'u' ? 6 : 2;
                length++;
            } else if (each >= 0) {
                at++;
                length++;
            } else {
                int bytesOfIt = Utf8.sequence(bytes, at);
                at += bytesOfIt;
                length += bytesOfIt == 4 ? 2 : 1;
            }
        }
        return length;
    }
}
