package io.sallyport.wire;

import java.nio.charset.StandardCharsets;

/** The value of a Host field (RFC 9110 section 7.2): a name or address, and perhaps a port. */
final class Host {
    private Host() {}

    static String of(byte[] bytes, int from, int to) throws WireFault {
        int end =
                from < to && bytes[from] == '[' ? address(bytes, from, to) : name(bytes, from, to);
        boolean port = end < to && bytes[end] == ':' && to - end <= 6;
        for (int at = end + 1; port && at < to; at++) {
            port = Characters.isDigit(bytes[at]);
        }
        if (end == from || (end < to && !port)) {
            throw new WireFault(Fault.HOST);
        }
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    private static int name(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Characters.isHost(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Behind the closing bracket of an IPv6 address; {@code from} when there is none. */
    private static int address(byte[] bytes, int from, int to) {
        int at = from + 1;
        while (at < to
                && (Characters.hex(bytes[at]) >= 0 || bytes[at] == ':' || bytes[at] == '.')) {
            at++;
        }
        return at < to && at > from + 2 && bytes[at] == ']' ? at + 1 : from;
    }
}
