package io.sallyport.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Which bytes may stand where: tables, because every byte of every head is looked up. */
final class Characters {
    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final byte TOKEN = 1;
    private static final byte PATH = 2;
    private static final byte QUERY = 4;
    private static final byte HOST = 8;
    private static final byte[] KINDS = kinds();

    private Characters() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        String letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        mark(kinds, letters, TOKEN | PATH | HOST);
        mark(kinds, "!#$%&'*+-.^_`|~", TOKEN); // RFC 9110 section 5.6.2
        mark(kinds, "-._~!$&'()*+,;=:@/%", PATH); // RFC 3986 section 3.3
        mark(kinds, "-._~", HOST);
        for (int c = 0x21; c < 0x7f; c++) {
            if (c != '#') {
                kinds[c] |= QUERY; // wider than RFC 3986, because clients send brackets as they are
            }
        }
        return kinds;
    }

    private static void mark(byte[] kinds, String characters, int kind) {
        for (int i = 0; i < characters.length(); i++) {
            kinds[characters.charAt(i)] |= (byte) kind;
        }
    }

    static boolean isToken(int c) {
        return (KINDS[c & 0xff] & TOKEN) != 0;
    }

    static boolean isPath(int c) {
        return (KINDS[c & 0xff] & PATH) != 0;
    }

    static boolean isQuery(int c) {
        return (KINDS[c & 0xff] & QUERY) != 0;
    }

    static boolean isHost(int c) {
        return (KINDS[c & 0xff] & HOST) != 0;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hex(int c) {
        if (isDigit(c)) {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    static byte lower(byte c) {
        return c >= 'A' && c <= 'Z' ? (byte) (c | 0x20) : c;
    }

    /** Whether these bytes are that lower-case text, compared without case. */
    static boolean same(byte[] bytes, int from, int to, String lower) {
        if (to - from != lower.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (lower(bytes[i]) != lower.charAt(i - from)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The first control byte (below a space, or DEL) from here on; {@code to} when there is none.
     */
    static int control(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to && !hasControl((long) WORD.get(bytes, at))) {
            at += Long.BYTES;
        }
        while (at < to && !isControl(bytes[at])) {
            at++;
        }
        return at;
    }

    static boolean isControl(byte c) {
        return (c >= 0 && c < ' ') || c == 0x7f;
    }

    /**
     * Eight bytes at once: a borrow into the top bit of a byte that had none set is a small one.
     */
    private static boolean hasControl(long word) {
        long tops = 0x8080808080808080L;
        long small = (word - 0x2020202020202020L) & ~word & tops;
        long del = word ^ 0x7f7f7f7f7f7f7f7fL;
        return (small | ((del - 0x0101010101010101L) & ~del & tops)) != 0;
    }
}
