package io.sallyport.dialect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events as the WHATWG describes them: lines end with CR, LF or CRLF, a byte
 * order mark at the start and comments are skipped, several {@code data} lines are joined by LF.
 * Confined to one thread. It never waits for a byte after the end of a line.
 */
public final class SseReader {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private final InputStream in;
    private final int maxLineBytes;
    private final byte[] buffer = new byte[8192];
    private int at;
    private int limit;
    private boolean afterCarriageReturn;
    private boolean first = true;

    /** Reads from here; the limit counts the bytes of a line and of the data of an event. */
    public SseReader(InputStream in, int maxLineBytes) {
        this.in = in;
        this.maxLineBytes = maxLineBytes;
    }

    /**
     * The next event; empty at the end of the bytes (an event that was cut off there is not
     * returned). Throws {@link ProtocolFault} over the limit.
     */
    public Optional<SseEvent> next() throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        boolean anyData = false;
        String name = "";
        while (true) {
            byte[] line = line();
            if (line == null) {
                return Optional.empty();
            }
            if (line.length == 0) {
                if (anyData) {
                    return Optional.of(
                            new SseEvent(name.isEmpty() ? "message" : name, data.toByteArray()));
                }
                name = "";
                continue;
            }
            int colon = colon(line);
            String field = new String(line, 0, colon, StandardCharsets.UTF_8);
            int value = Math.min(line.length, colon + 1);
            if (value < line.length && line[value] == ' ') {
                value++;
            }
            if (field.equals("data")) {
                if (anyData) {
                    data.write('\n');
                }
                anyData = true;
                data.write(line, value, line.length - value);
                checkLength(data.size());
            } else if (field.equals("event")) {
                name = new String(line, value, line.length - value, StandardCharsets.UTF_8);
            }
        }
    }

    private static int colon(byte[] line) {
        for (int i = 0; i < line.length; i++) {
            if (line[i] == ':') {
                return i;
            }
        }
        return line.length;
    }

    private byte @Nullable [] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (true) {
            int next = read();
            if (next < 0) {
                return null;
            }
            boolean second = afterCarriageReturn && next == '\n';
            afterCarriageReturn = next == '\r';
            if (second) {
                continue;
            }
            if (next == '\r' || next == '\n') {
                return withoutMark(line.toByteArray());
            }
            line.write(next);
            checkLength(line.size());
        }
    }

    private byte[] withoutMark(byte[] line) {
        boolean marked =
                first && line.length >= MARK.length && Arrays.equals(line, 0, 3, MARK, 0, 3);
        first = false;
        return marked ? Arrays.copyOfRange(line, 3, line.length) : line;
    }

    private void checkLength(int length) {
        if (length > maxLineBytes) {
            throw new ProtocolFault("an event of at most " + maxLineBytes + " bytes");
        }
    }

    private int read() throws IOException {
        if (at == limit) {
            limit = Math.max(0, in.read(buffer));
            at = 0;
            if (limit == 0) {
                return -1;
            }
        }
        return buffer[at++] & 0xFF;
    }
}
