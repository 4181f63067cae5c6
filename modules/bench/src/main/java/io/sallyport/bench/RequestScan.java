package io.sallyport.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds out where a request ends and what it wants, without a tree and without allocating. It
 * trusts its peer, as {@link AnswerReader} does: the peers of the mock upstream are the gateways
 * that are measured.
 */
final class RequestScan {
    private static final byte[] LENGTH = ascii("content-length:");
    private static final byte[] ENCODING = ascii("transfer-encoding:");
    private static final byte[] MESSAGES = ascii("POST /v1/messages");
    private static final byte[] STREAM = ascii("\"stream\"");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

    /** Scalars of the body stand before or after its messages, so near one of its two ends. */
    private static final int NEAR = 512;

    private int end;
    private boolean get;
    private boolean messages;
    private boolean streamed;
    private int length;
    private boolean chunked;

    /** Whether a whole request stands from the position on; if so the other methods tell of it. */
    boolean whole(ByteBuffer in) {
        length = 0;
        chunked = false;
        int body = head(in);
        if (body < 0) {
            return false;
        }
        end = chunked ? chunkedEnd(in, body) : body + length;
        if (end < 0 || end > in.limit()) {
            return false;
        }
        get = in.get(in.position()) == 'G';
        messages = matches(in, in.position(), MESSAGES);
        streamed = asksForStream(in, body);
        return true;
    }

    /** Where the next request begins. */
    int end() {
        return end;
    }

    boolean get() {
        return get;
    }

    boolean toMessages() {
        return messages;
    }

    boolean streamed() {
        return streamed;
    }

    /** The position after the head, -1 when it is not complete. */
    private int head(ByteBuffer in) {
        for (int at = in.position(); at + 2 < in.limit(); at++) {
            if (in.get(at) != '\n') {
                continue;
            }
            if (in.get(at + 1) == '\r' && in.get(at + 2) == '\n') {
                return at + 3;
            }
            if (matches(in, at + 1, LENGTH)) {
                length = number(in, at + 1 + LENGTH.length);
            } else if (matches(in, at + 1, ENCODING)) {
                chunked = true;
            }
        }
        return -1;
    }

    private static int chunkedEnd(ByteBuffer in, int body) {
        int last = in.limit() - LAST_CHUNK.length;
        return last >= body && matches(in, last, LAST_CHUNK) ? in.limit() : -1;
    }

    private boolean asksForStream(ByteBuffer in, int body) {
        int early = Math.min(body + NEAR, end);
        int late = Math.max(early, end - NEAR);
        return asksForStream(in, body, early) || asksForStream(in, late, end);
    }

    private static boolean asksForStream(ByteBuffer in, int from, int to) {
        for (int at = from; at < to - STREAM.length; at++) {
            if (in.get(at) == '"' && matches(in, at, STREAM)) {
                int value = at + STREAM.length;
                while (value < to && (in.get(value) == ':' || in.get(value) == ' ')) {
                    value++;
                }
                return value < to && in.get(value) == 't';
            }
        }
        return false;
    }

    private static int number(ByteBuffer in, int from) {
        int value = 0;
        for (int at = from; at < in.limit() && in.get(at) != '\r'; at++) {
            if (in.get(at) != ' ') {
                value = value * 10 + (in.get(at) - '0');
            }
        }
        return value;
    }

    /** Compares without regard to the case of the letters in {@code in}, where wanted is lower. */
    private static boolean matches(ByteBuffer in, int from, byte[] wanted) {
        if (from + wanted.length > in.limit()) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            byte at = in.get(from + i);
            if (at != wanted[i] && (at < 'A' || at > 'Z' || at + 32 != wanted[i])) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
