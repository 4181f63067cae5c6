package io.sallyport.wire;

import java.util.OptionalLong;

/**
 * Reads the field lines of one head (RFC 9112 section 5), and what they say about its body and its
 * connection. Control bytes and line breaks were looked at by {@link Lines} before.
 */
final class FieldLines {
    private final byte[] bytes;
    private final int[] marks;
    private final boolean underscores;
    private long length = -1;
    private int encodings;
    private boolean close;
    private int hosts;
    private String host = "";
    private boolean expectsContinue;

    /** Reads all lines behind the first. */
    FieldLines(byte[] bytes, Lines lines, boolean underscores) throws WireFault {
        this.bytes = bytes;
        this.underscores = underscores;
        this.marks = new int[Math.max(0, lines.count() - 1) * 4];
        for (int line = 1; line < lines.count(); line++) {
            read(lines.start(line), lines.end(line), (line - 1) * 4);
        }
        if (encodings > 0 && length >= 0) {
            throw new WireFault(Fault.LENGTH_AND_ENCODING);
        }
    }

    Fields fields() {
        return new Fields(bytes, marks);
    }

    OptionalLong length() {
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    boolean chunked() {
        return encodings > 0;
    }

    boolean close() {
        return close;
    }

    int hosts() {
        return hosts;
    }

    String host() {
        return host;
    }

    boolean expectsContinue() {
        return expectsContinue;
    }

    private void read(int start, int end, int mark) throws WireFault {
        int colon = name(bytes, start, end, underscores);
        int from = colon + 1;
        int to = end;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        marks[mark] = start;
        marks[mark + 1] = colon;
        marks[mark + 2] = from;
        marks[mark + 3] = to;
        known(start, colon, from, to);
    }

    /** Where the colon behind a well-formed name stands. */
    static int name(byte[] bytes, int start, int end, boolean underscores) throws WireFault {
        if (isBlank(bytes[start])) {
            throw new WireFault(Fault.FOLDED_LINE);
        }
        int at = start;
        while (at < end && Characters.isToken(bytes[at])) {
            if (bytes[at] == '_' && !underscores) {
                throw new WireFault(Fault.FIELD_UNDERSCORE);
            }
            at++;
        }
        if (at == start || at == end || bytes[at] != ':') {
            throw new WireFault(Fault.FIELD_NAME);
        }
        return at;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    /** The length of a name rules nearly all others out before a byte is compared. */
    private void known(int start, int colon, int from, int to) throws WireFault {
        int nameLength = colon - start;
        if (nameLength == 4 && named(start, colon, "host")) {
            hosts++;
            host = Host.of(bytes, from, to);
        } else if (nameLength == 6 && named(start, colon, "expect")) {
            expect(from, to);
        } else if (nameLength == 10 && named(start, colon, "connection")) {
            connection(from, to);
        } else if (nameLength == 14 && named(start, colon, "content-length")) {
            contentLength(from, to);
        } else if (nameLength == 17 && named(start, colon, "transfer-encoding")) {
            transferEncoding(from, to);
        }
    }

    private boolean named(int from, int to, String lower) {
        return Characters.same(bytes, from, to, lower);
    }

    private void expect(int from, int to) throws WireFault {
        if (!named(from, to, "100-continue")) {
            throw new WireFault(Fault.EXPECTATION);
        }
        expectsContinue = true;
    }

    /** Looks for {@code close} in the list (RFC 9112 section 9.6). */
    private void connection(int from, int to) {
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || bytes[at] == ',') {
                close |= option(start, at);
                start = at + 1;
            }
        }
    }

    private boolean option(int from, int to) {
        int first = from;
        int last = to;
        while (first < last && isBlank(bytes[first])) {
            first++;
        }
        while (last > first && isBlank(bytes[last - 1])) {
            last--;
        }
        return named(first, last, "close");
    }

    /** One plain number, once (RFC 9112 section 6.3): a list of equals is refused as well. */
    private void contentLength(int from, int to) throws WireFault {
        boolean plain = length < 0 && to > from && to - from <= 18;
        long value = 0;
        for (int at = from; plain && at < to; at++) {
            plain = Characters.isDigit(bytes[at]);
            value = value * 10 + bytes[at] - '0';
        }
        if (!plain) {
            throw new WireFault(Fault.CONTENT_LENGTH);
        }
        length = value;
    }

    private void transferEncoding(int from, int to) throws WireFault {
        if (++encodings > 1 || !named(from, to, "chunked")) {
            throw new WireFault(Fault.TRANSFER_ENCODING);
        }
    }
}
