package io.sallyport.dialect;

/** The numbers of a JSON text (RFC 8259, section 6): where they end, what they are. */
final class JsonNumber {
    private static final int LONGEST = 64;
    private static final int LONGEST_EXPONENT = 4;

    private JsonNumber() {}

    /** Behind the number that begins here. */
    static int behind(byte[] bytes, int from, int to) {
        int at = from < to && bytes[from] == '-' ? from + 1 : from;
        at = at < to && bytes[at] == '0' ? at + 1 : behindDigits(bytes, at, to);
        if (at < to && bytes[at] == '.') {
            at = behindDigits(bytes, at + 1, to);
        }
        if (at < to && isExponent(bytes[at])) {
            at = behindExponent(bytes, at + 1, to, from);
        }
        if (at - from > LONGEST) {
            throw new JsonFault(JsonFault.Kind.LIMIT, from);
        }
        return at;
    }

    /** What is longer is no number of ours: trees and sums of it fail, or take all memory. */
    private static int behindExponent(byte[] bytes, int from, int to, int number) {
        boolean signed = from < to && (bytes[from] == '+' || bytes[from] == '-');
        int digits = signed ? from + 1 : from;
        int at = behindDigits(bytes, digits, to);
        if (at - digits > LONGEST_EXPONENT) {
            throw new JsonFault(JsonFault.Kind.LIMIT, number);
        }
        return at;
    }

    private static int behindDigits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw JsonFault.unexpected(bytes, at, to);
        }
        return at;
    }

    private static boolean isExponent(byte each) {
        return each == 'e' || each == 'E';
    }

    /** Whether the number that stands here has neither a fraction nor an exponent. */
    static boolean isWhole(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '.' && !isExponent(bytes[at])) {
            at++;
        }
        return at == to;
    }

    /** The whole number from 0 to {@code most} that stands here; -1 when it is outside of that. */
    static long whole(byte[] bytes, int from, int to, long most) {
        boolean negative = bytes[from] == '-';
        long number = 0;
        for (int at = negative ? from + 1 : from; at < to && number <= most; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number > most || (negative && number > 0) ? -1 : number;
    }
}
