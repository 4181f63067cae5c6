package io.sallyport.wire;

import io.sallyport.fuzz.Pieces;
import io.sallyport.fuzz.Promise;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A body in chunks, whole and in pieces, against {@link NaiveChunks}: the same bytes, the same end,
 * a fault where that sees none of the two; and no reading that waits while bytes could be given.
 */
public final class ChunksFuzz {
    private static final Limits LIMITS = new Limits(1 << 20, 1 << 20, 1 << 20, Long.MAX_VALUE);

    private ChunksFuzz() {}

    /** The target. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        NaiveChunks naive = NaiveChunks.of(input);
        Promise.inProportion(
                input, bytes -> compare(naive, new ByteArrayInputStream(bytes), bytes, 1 << 14));
        for (int room : new int[] {1, 7, 5000}) {
            Patient peer = new Patient(input, naive);
            compare(naive, peer, input, room);
        }
    }

    private static void compare(NaiveChunks naive, InputStream peer, byte[] input, int room)
            throws IOException {
        WireInput in = new WireInput(peer);
        BodyReader body = new BodyReader(in, new Framing.Chunked(), LIMITS);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        boolean whole = true;
        try {
            drain(body, peer, read, new byte[room]);
        } catch (WireFault refused) {
            whole = false;
        }
        byte[] bytes = read.toByteArray();
        byte[] expected = naive.body();
        Promise.same(naive.whole(), whole, "whole");
        Promise.holds(
                bytes.length <= expected.length
                        && Arrays.equals(bytes, Arrays.copyOf(expected, bytes.length)),
                "the bytes of the body");
        if (whole) {
            Promise.same(expected.length, bytes.length, "length");
            int rest = in.waiting() + peer.available();
            Promise.same(input.length - naive.end(), rest, "what is left to the next message");
        }
    }

    private static void drain(
            BodyReader body, InputStream peer, ByteArrayOutputStream read, byte[] room)
            throws IOException {
        int some = 0;
        while (some >= 0) {
            if (peer instanceof Patient patient) {
                patient.given = read.size();
            }
            some = body.read(room, 0, room.length);
            Promise.holds(some != 0, "a read that gives nothing");
            read.write(room, 0, Math.max(0, some));
        }
        Promise.holds(body.ended() && body.available() == 0, "the end");
    }

    /** Is asked for more only when none of what it sent can be given. */
    private static final class Patient extends Pieces {
        private final NaiveChunks naive;
        private int given;

        Patient(byte[] bytes, NaiveChunks naive) {
            super(bytes);
            this.naive = naive;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            Promise.holds(naive.within(came()) <= given, "a wait while bytes could be given");
            return super.read(target, offset, length);
        }
    }
}
