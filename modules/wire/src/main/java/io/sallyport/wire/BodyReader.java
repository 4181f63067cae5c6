package io.sallyport.wire;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of one message. Ends with -1 exactly where the framing says; a peer that closes earlier
 * is a {@link Fault#CUT_OFF}, never a short body. Once {@link #ended()}, the next message of the
 * connection begins at the next byte. Closing it does nothing: the connection belongs to another.
 */
public final class BodyReader extends InputStream {
    private final WireInput in;
    private final Limits limits;
    private final State state;
    private long taken;
    private boolean ended;
    private @Nullable WireFault wrong;

    /** Reads the body of the head that was read last, within these limits. */
    public BodyReader(WireInput in, Framing framing, Limits limits) throws WireFault {
        this.in = in;
        this.limits = limits;
        this.state =
                switch (framing) {
                    case Framing.None none -> new Fixed(0);
                    case Framing.Length length -> new Fixed(checked(length.bytes()));
                    case Framing.Chunked chunked -> new Chunks(in, limits);
                    case Framing.UntilClose untilClose -> new Rest();
                };
        this.ended = state instanceof Fixed fixed && fixed.left == 0;
    }

    /** Whether the end was reached: all bytes of this message were taken from the connection. */
    public boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Some bytes, as they come; never waits for more than one. What came together is given
     * together, over the borders of chunks.
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (wrong != null) {
            throw wrong;
        }
        int read = piece(target, offset, length);
        int all = read;
        try {
            while (read > 0 && all < length && !ended && state.isAtHand()) {
                read = piece(target, offset + all, length - all);
                all += Math.max(0, read);
            }
        } catch (WireFault later) {
            wrong = later; // what came before it is given first
        }
        return all;
    }

    private int piece(byte[] target, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        long most = state.most();
        if (most == 0) {
            ended = true;
            return -1;
        }
        int read = in.read(target, offset, (int) Math.min(most, length));
        if (read < 0) {
            return closed();
        }
        checked(taken += read);
        ended = state.taken(read);
        return read;
    }

    /**
     * Reads all of it behind what the block holds.
     *
     * @throws WireFault {@link Fault#BODY_TOO_LARGE} when it is longer than the limits allow
     */
    public void readAll(ByteBlock block) throws IOException {
        boolean more = !ended;
        while (more) {
            more = readSome(block);
        }
    }

    /** Reads what comes next behind what the block holds; false at the end. */
    public boolean readSome(ByteBlock block) throws IOException {
        if (!ended) {
            block.room(state.likely());
            int read = read(block.array(), block.length(), block.array().length - block.length());
            block.added(Math.max(read, 0));
        }
        return !ended;
    }

    /** Skips what is left, at most this much, and says whether that was all of it. */
    public boolean skipRest(int most) throws IOException {
        byte[] waste = new byte[Math.min(most, 8 << 10) + 1];
        int skipped = 0;
        while (!ended && skipped <= most) {
            skipped += Math.max(0, read(waste, 0, Math.min(waste.length, most - skipped + 1)));
        }
        return ended && skipped <= most;
    }

    private long checked(long length) throws WireFault {
        if (length > limits.bodyBytes()) {
            throw new WireFault(Fault.BODY_TOO_LARGE);
        }
        return length;
    }

    private int closed() throws WireFault {
        if (state instanceof Rest) {
            ended = true;
            return -1;
        }
        throw new WireFault(Fault.CUT_OFF);
    }

    /**
     * How many bytes can be read without waiting; those behind the next chunk size do not count.
     */
    @Override
    public int available() {
        return ended ? 0 : (int) Math.min(state.left(), in.waiting());
    }

    /** How the end is found. */
    sealed interface State permits Fixed, Chunks, Rest {
        /** How many bytes may come now at most; 0 at the end. Reads framing that stands before. */
        long most() throws IOException;

        /** What is left before the end, or before the next framing. */
        long left();

        /** Whether the next read finds the next framing whole, with at least a byte behind it. */
        boolean isAtHand();

        /** These came; true when they were the last and nothing follows them. */
        boolean taken(int bytes) throws IOException;

        /** Room that is worth having for the next read. */
        int likely();
    }

    private static final class Fixed implements State {
        private static final int PIECE = 64 << 10;
        private long left;

        Fixed(long left) {
            this.left = left;
        }

        @Override
        public long most() {
            return left;
        }

        @Override
        public long left() {
            return left;
        }

        @Override
        public boolean isAtHand() {
            return false;
        }

        @Override
        public boolean taken(int bytes) {
            left -= bytes;
            return left == 0;
        }

        /** Not all that a caller declares: who declares much and sends nothing gets no memory. */
        @Override
        public int likely() {
            return (int) Math.max(1, Math.min(left, PIECE));
        }
    }

    private static final class Rest implements State {
        @Override
        public long most() {
            return Long.MAX_VALUE;
        }

        @Override
        public long left() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean isAtHand() {
            return false;
        }

        @Override
        public boolean taken(int bytes) {
            return false;
        }

        @Override
        public int likely() {
            return 4 << 10;
        }
    }
}
