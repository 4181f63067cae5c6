package io.sallyport.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads server-sent events (WHATWG HTML, "Server-sent events", parsing an event stream): lines end
 * with CR, LF or CRLF, a leading byte order mark is skipped, comments and unknown fields are
 * dropped, several data lines are joined by LF, an event without data is none. An event that the
 * end of the bytes cuts off is dropped, as the standard wants. Confined to one thread.
 *
 * <pre>
 *   buffer  | read | the line …          | free |
 *           0      from          looked  to     length
 * </pre>
 */
public final class SseReader {
    private static final int ROOM = 8 << 10;
    private static final int LEAST = 1 << 10;
    private static final int LARGE = 16 << 10;
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};
    private static final String UNNAMED = "message";

    private final InputStream in;
    private final int maxLineBytes;
    private byte[] buffer = new byte[ROOM];
    private int from;
    private int to;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;
    private String name = UNNAMED;
    private byte[] data = NOTHING;
    private int dataLength;
    private boolean hasData;

    /** Reads from this stream; a line over {@code maxLineBytes} is a {@link LimitPassed}. */
    public SseReader(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
    }

    /** The next event that has data; empty at the end of the bytes. */
    public Optional<SseEvent> next() throws IOException {
        while (true) {
            int end = lineEnd();
            if (end < 0) {
                return Optional.empty();
            }
            int start = behindByteOrderMark(end);
            from = end + 1;
            if (start < end) {
                field(start, end);
            } else {
                boolean whole = hasData;
                SseEvent event = event();
                if (whole) {
                    return Optional.of(event);
                }
            }
        }
    }

    /**
     * Whether the next call of {@link #next} returns an event without waiting, for what has come
     * has a whole one.
     */
    public boolean hasWhole() {
        boolean data = hasData;
        int start = afterCarriageReturn && from < to && buffer[from] == '\n' ? from + 1 : from;
        for (int at = start; at < to; at++) {
            if (buffer[at] == '\n' || buffer[at] == '\r') {
                if (at == start && data) {
                    return true;
                }
                data |= is(DATA, start, colon(start, at));
                at += buffer[at] == '\r' && at + 1 < to && buffer[at + 1] == '\n' ? 1 : 0;
                start = at + 1;
            }
        }
        return false;
    }

    /** What the lines so far say; the next one begins. */
    private SseEvent event() {
        byte[] whole = data.length == dataLength ? data : Arrays.copyOf(data, dataLength);
        SseEvent event = new SseEvent(name, whole);
        name = UNNAMED;
        data = NOTHING;
        dataLength = 0;
        hasData = false;
        return event;
    }

    private void field(int start, int end) {
        int colon = colon(start, end);
        int value = Math.min(end, colon + 1);
        if (value < end && buffer[value] == ' ') {
            value++;
        }
        if (is(DATA, start, colon)) {
            addData(value, end);
        } else if (is(EVENT, start, colon)) {
            name =
                    value == end
                            ? UNNAMED
                            : new String(buffer, value, end - value, StandardCharsets.UTF_8);
        }
    }

    /** Room is doubled: an event of many short lines costs no more than its bytes. */
    private void addData(int start, int end) {
        int length = end - start;
        if (hasData) {
            int all = dataLength + 1 + length;
            limit(all);
            if (all > data.length) {
                data = Arrays.copyOf(data, Math.max(all, data.length * 2));
            }
            data[dataLength] = '\n';
            System.arraycopy(buffer, start, data, dataLength + 1, length);
            dataLength = all;
        } else {
            data = Arrays.copyOfRange(buffer, start, end);
            dataLength = length;
            hasData = true;
        }
    }

    private int colon(int start, int end) {
        int at = start;
        while (at < end && buffer[at] != ':') {
            at++;
        }
        return at;
    }

    private boolean is(byte[] field, int start, int end) {
        return Arrays.equals(buffer, start, end, field, 0, field.length);
    }

    /** Where the next line ends, its first byte at {@code from}; -1 when the bytes end before. */
    private int lineEnd() throws IOException {
        int looked = from;
        while (true) {
            if (afterCarriageReturn && from < to) {
                afterCarriageReturn = false;
                from += buffer[from] == '\n' ? 1 : 0;
                looked = from;
            }
            while (looked < to && buffer[looked] != '\n' && buffer[looked] != '\r') {
                looked++;
            }
            limit(looked - from);
            if (looked < to) {
                afterCarriageReturn = buffer[looked] == '\r';
                return looked;
            }
            int line = looked - from;
            if (!fill()) {
                return -1;
            }
            looked = from + line;
        }
    }

    private boolean fill() throws IOException {
        int room = room();
        byte[] next = room == buffer.length ? buffer : new byte[room];
        if (from > 0 || room != buffer.length) { // a long line that comes byte by byte is not moved
            System.arraycopy(buffer, from, next, 0, to - from);
        }
        buffer = next;
        to -= from;
        from = 0;
        int read = in.read(buffer, to, buffer.length - to);
        to += Math.max(0, read);
        return read > 0;
    }

    /** Twice as much for one that fills it, or a line that does; little for one that trickles. */
    private int room() {
        int now = buffer.length;
        if (to == now && (now < LARGE || from == 0)) {
            return now * 2;
        }
        if (now > LARGE && to - from <= LARGE / 2) {
            return LARGE; // a long line is over
        }
        return from == to && to > 0 && to <= now / 4 ? Math.max(LEAST, to * 2) : now;
    }

    private int behindByteOrderMark(int end) {
        boolean mark =
                firstLine
                        && end - from >= 3
                        && buffer[from] == (byte) 0xef
                        && buffer[from + 1] == (byte) 0xbb
                        && buffer[from + 2] == (byte) 0xbf;
        firstLine = false;
        return mark ? from + 3 : from;
    }

    private void limit(int size) {
        if (size > maxLineBytes) {
            throw new LimitPassed("an event of at most " + maxLineBytes + " bytes");
        }
    }
}
