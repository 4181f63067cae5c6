package io.sallyport.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes that come on one connection, read ahead into one buffer: what belongs to the next
 * message stays here until it is read. Not thread-safe.
 *
 * <pre>
 *   buffer  | taken | waiting            | free |
 *           0       from                 to     length
 * </pre>
 *
 * The buffer grows while a head does not fit, never beyond what the limits of its reader ask for.
 * Otherwise a peer that fills it gets twice the room, and one that sends little only what it needs,
 * so that what comes fast is read in few pieces, and thousands that trickle take no memory.
 */
public final class WireInput {
    private static final int USUAL = 4 << 10;
    private static final int LEAST = 1 << 10;
    private static final int LARGE = 16 << 10;
    private static final byte[] NONE = {};

    private final InputStream in;
    private final int initial;
    private byte[] buffer = NONE;
    private int from;
    private int to;
    private long received;

    /** The bytes of this stream, which the caller opens and closes. */
    public WireInput(InputStream in) {
        this(in, USUAL);
    }

    /** With this much room to begin with. */
    public WireInput(InputStream in, int initial) {
        this.in = in;
        this.initial = initial;
    }

    /**
     * How many bytes have ever come. A client that finds it unchanged after a failure knows that
     * not a byte of the response came.
     */
    public long received() {
        return received;
    }

    /**
     * How many bytes were read ahead and wait; more than zero between messages means pipelining.
     */
    public int waiting() {
        return to - from;
    }

    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    void take(int bytes) {
        from += bytes;
    }

    /** The next byte, or -1 where the peer closed. */
    int next() throws IOException {
        if (from == to && !fill()) {
            return -1;
        }
        return buffer[from++] & 0xff;
    }

    /** Waits for more bytes behind those that wait; false where the peer closed. */
    boolean fill() throws IOException {
        if (from == to) {
            int room = room();
            buffer = room == buffer.length ? buffer : new byte[room];
            from = 0;
            to = 0;
        } else if (to == buffer.length) {
            makeRoom();
        }
        int read = in.read(buffer, to, buffer.length - to);
        if (read < 0) {
            return false;
        }
        to += read;
        received += read;
        return true;
    }

    /** How much is worth having for the next read, after what came since the buffer was empty. */
    private int room() {
        int now = buffer.length;
        if (now == 0) {
            return initial;
        }
        if (to == now) {
            return Math.max(now, Math.min(now * 2, LARGE));
        }
        return to > 0 && to <= now / 4 ? Math.max(LEAST, to * 2) : now;
    }

    private void makeRoom() {
        byte[] target = waiting() > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
        System.arraycopy(buffer, from, target, 0, waiting());
        buffer = target;
        to -= from;
        from = 0;
    }

    /**
     * Some of the next bytes, at least one, or -1 where the peer closed. Large pieces go past the
     * buffer.
     */
    int read(byte[] target, int offset, int length) throws IOException {
        if (from == to) {
            if (length >= Math.max(LEAST, buffer.length)) {
                int read = in.read(target, offset, length);
                received += Math.max(read, 0);
                return read;
            }
            if (!fill()) {
                return -1;
            }
        }
        int some = Math.min(length, waiting());
        System.arraycopy(buffer, from, target, offset, some);
        from += some;
        return some;
    }

    /** Gives all room back when nothing waits in it: nothing is read for a while. */
    public void rest() {
        if (from == to) {
            buffer = NONE;
            from = 0;
            to = 0;
        }
    }

    /** Gives the room of a large head back; called between messages. */
    void shrink() {
        if (buffer.length > LARGE && waiting() <= initial) {
            buffer = Arrays.copyOfRange(buffer, from, from + initial);
            to -= from;
            from = 0;
        }
    }
}
