package io.sallyport.dialect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads server-sent events (WHATWG HTML, "Server-sent events", parsing an event stream): lines end
 * with CR, LF or CRLF, a leading byte order mark is skipped, comments and unknown fields are
 * dropped, several data lines are joined by LF, an event without data is none. An event that the
 * end of the bytes cuts off is dropped, as the standard wants. Confined to one thread.
 */
public final class SseReader {
    private static final int END = -1;
    private static final int BUFFER = 8 << 10;

    private final InputStream in;
    private final int maxLineBytes;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int filled;
    private int position;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;

    /** Reads from this stream; a line over {@code maxLineBytes} is a {@link LimitPassed}. */
    public SseReader(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
    }

    /** The next event that has data; empty at the end of the bytes. */
    public Optional<SseEvent> next() throws IOException {
        String name = "message";
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        boolean hasData = false;
        while (readLine()) {
            byte[] bytes = line.toByteArray();
            if (bytes.length == 0) {
                if (hasData) {
                    return Optional.of(new SseEvent(name, data.toByteArray()));
                }
                name = "message";
                continue;
            }
            int colon = indexOfColon(bytes);
            String field = new String(bytes, 0, colon, StandardCharsets.UTF_8);
            int start = colon + 1 < bytes.length && bytes[colon + 1] == ' ' ? colon + 2 : colon + 1;
            int length = Math.max(0, bytes.length - start);
            if (field.equals("data")) {
                if (hasData) {
                    data.write('\n');
                }
                data.write(bytes, Math.min(start, bytes.length), length);
                hasData = true;
                limit(data.size());
            } else if (field.equals("event")) {
                name =
                        new String(
                                bytes,
                                Math.min(start, bytes.length),
                                length,
                                StandardCharsets.UTF_8);
            }
        }
        return Optional.empty();
    }

    private static int indexOfColon(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == ':') {
                return i;
            }
        }
        return bytes.length;
    }

    /** Fills {@code line} with the next whole line; false when the bytes end before its end. */
    private boolean readLine() throws IOException {
        line.reset();
        while (true) {
            int next = read();
            if (next == END) {
                return false;
            }
            if (next == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                continue;
            }
            afterCarriageReturn = next == '\r';
            if (next == '\r' || next == '\n') {
                skipByteOrderMark();
                return true;
            }
            line.write(next);
            limit(line.size());
        }
    }

    private void skipByteOrderMark() {
        byte[] bytes = line.toByteArray();
        if (firstLine
                && bytes.length >= 3
                && bytes[0] == (byte) 0xef
                && bytes[1] == (byte) 0xbb
                && bytes[2] == (byte) 0xbf) {
            line.reset();
            line.write(bytes, 3, bytes.length - 3);
        }
        firstLine = false;
    }

    private void limit(int size) {
        if (size > maxLineBytes) {
            throw new LimitPassed("an event of at most " + maxLineBytes + " bytes");
        }
    }

    private int read() throws IOException {
        if (position == filled) {
            filled = Math.max(0, in.read(buffer, 0, buffer.length));
            position = 0;
            if (filled == 0) {
                return END;
            }
        }
        return buffer[position++] & 0xff;
    }
}
