package io.sallyport.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads answers off one connection of the load, byte for byte and without allocating. It is no
 * parser for the open network: it trusts its peer to speak HTTP/1.1, and says so when it does not.
 *
 * <pre>
 *   HEAD ──length──▶ SIZED ─────────────────────────────────▶ done
 *   HEAD ──chunked─▶ CHUNK_SIZE ─▶ CHUNK ─▶ CHUNK_END ─▶ CHUNK_SIZE …
 *                    CHUNK_SIZE ──0──▶ TRAILER ──empty line──▶ done
 *   HEAD ──neither─▶ UNTIL_CLOSE ──the peer closes──────────▶ done
 * </pre>
 */
final class AnswerReader {
    private enum State {
        HEAD,
        SIZED,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        UNTIL_CLOSE
    }

    private static final byte[] LENGTH = name("content-length:");
    private static final byte[] ENCODING = name("transfer-encoding:");
    private static final byte[] CONNECTION = name("connection: close");
    private static final int LONGEST_LINE = 8192;
    private static final int STATUS_AT = 9;

    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private State state = State.HEAD;
    private int status;
    private long left;
    private boolean chunked;
    private boolean sized;
    private boolean closes;
    private int chunks;

    /** Forgets the answer before. */
    void reset() {
        length = 0;
        state = State.HEAD;
        status = 0;
        left = 0;
        chunked = false;
        sized = false;
        closes = false;
        chunks = 0;
    }

    int status() {
        return status;
    }

    /** How many chunks with content came; 0 for an answer with a length. */
    int chunks() {
        return chunks;
    }

    /** Whether the peer will not take another request on this connection. */
    boolean closes() {
        return closes || state == State.UNTIL_CLOSE;
    }

    /** Whether an end of the connection now is the end of the answer. */
    boolean endsByClosing() {
        return state == State.UNTIL_CLOSE;
    }

    /** Takes what came; true when the answer is complete. */
    boolean take(ByteBuffer in) {
        while (in.hasRemaining()) {
            boolean done =
                    switch (state) {
                        case HEAD, CHUNK_SIZE, CHUNK_END, TRAILER -> character(in.get());
                        case SIZED, CHUNK -> skip(in);
                        case UNTIL_CLOSE -> rest(in);
                    };
            if (done) {
                return true;
            }
        }
        return false;
    }

    private boolean rest(ByteBuffer in) {
        in.position(in.limit());
        return false;
    }

    private boolean skip(ByteBuffer in) {
        int now = (int) Math.min(left, in.remaining());
        in.position(in.position() + now);
        left -= now;
        if (left > 0) {
            return false;
        }
        if (state == State.SIZED) {
            return true;
        }
        state = State.CHUNK_END;
        return false;
    }

    private boolean character(byte next) {
        if (next != '\n') {
            if (next != '\r') {
                keep(next);
            }
            return false;
        }
        boolean done =
                switch (state) {
                    case HEAD -> headLine();
                    case CHUNK_SIZE -> chunkSize();
                    case CHUNK_END -> nextChunk();
                    case TRAILER -> length == 0;
                    case SIZED, CHUNK, UNTIL_CLOSE -> throw new IllegalStateException(state.name());
                };
        length = 0;
        return done;
    }

    private void keep(byte next) {
        if (length == line.length) {
            throw new NoAnswer("a line of the answer is longer than " + LONGEST_LINE + " bytes");
        }
        line[length++] = next;
    }

    private boolean headLine() {
        if (status == 0) {
            status = statusOfLine();
            return false;
        }
        if (length > 0) {
            field();
            return false;
        }
        if (status == 100) {
            reset();
            return false;
        }
        state = chunked ? State.CHUNK_SIZE : sized ? State.SIZED : State.UNTIL_CLOSE;
        return state == State.SIZED && left == 0;
    }

    private int statusOfLine() {
        if (length < STATUS_AT + 3 || line[0] != 'H') {
            throw new NoAnswer("what came is no HTTP answer");
        }
        return (int) number(STATUS_AT, 10);
    }

    private void field() {
        if (startsWith(LENGTH)) {
            left = number(LENGTH.length, 10);
            sized = true;
        } else if (startsWith(ENCODING)) {
            chunked = true;
        } else if (startsWith(CONNECTION)) {
            closes = true;
        }
    }

    private boolean chunkSize() {
        left = number(0, 16);
        state = left == 0 ? State.TRAILER : State.CHUNK;
        chunks += left == 0 ? 0 : 1;
        return false;
    }

    private boolean nextChunk() {
        state = State.CHUNK_SIZE;
        return false;
    }

    private long number(int from, int radix) {
        int at = from;
        while (at < length && line[at] == ' ') {
            at++;
        }
        long value = 0;
        for (int digit; at < length && (digit = Character.digit(line[at], radix)) >= 0; at++) {
            value = value * radix + digit;
        }
        return value;
    }

    private boolean startsWith(byte[] name) {
        if (length < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            byte at = line[i];
            if ((at >= 'A' && at <= 'Z' ? at + 32 : at) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
