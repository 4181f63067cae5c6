package io.sallyport.appliance;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import io.sallyport.forwarding.CallerWatch;
import io.sallyport.wire.ByteBlock;
import io.sallyport.wire.HeadReader;
import io.sallyport.wire.Limits;
import io.sallyport.wire.RequestHead;
import io.sallyport.wire.WireInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One connection of a caller, both directions: heads and bodies come strictly as {@code wire} reads
 * them, answers go in one write, and every wait has an end. Confined to the connection's thread,
 * but for {@link #close}.
 */
final class CallerLine {
    private static final int PIECE = 64 << 10;
    private static final int ROOM = 4 << 10;
    private static final int LEAST_ROOM = 512;
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final long GOODBYE_NANOS = Duration.ofSeconds(10).toNanos();

    private final InetAddress peer;
    private final CallerDeadlines deadlines;
    private final CallerWait wait;
    private final CallerBytes bytes;
    private final WireInput input;
    private final HeadReader heads;
    private final ByteBlock block = new ByteBlock(ROOM);
    private HelidonSocket socket;
    private boolean encrypted;
    private volatile boolean open = true;

    /** The connection that is served by this thread. */
    CallerLine(
            HelidonSocket socket,
            CallerDeadlines deadlines,
            Limits limits,
            ConnectionListener listener) {
        this.socket = socket;
        this.deadlines = deadlines;
        peer = peer(socket);
        wait = new CallerWait(listener);
        bytes = new CallerBytes(socket);
        input = new WireInput(new FirstByte());
        heads = new HeadReader(input, limits);
    }

    private static InetAddress peer(HelidonSocket socket) {
        return socket.remotePeer().address() instanceof InetSocketAddress address
                ? address.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    /** Who is at the other end; perhaps a proxy. */
    InetAddress peer() {
        return peer;
    }

    /** What cuts this connection when its caller lets it wait for too long. */
    CallerWait patience() {
        return wait;
    }

    /** Shakes hands, within the time of a head; everything behind it is encrypted. */
    void encrypt(ListenerTls tls) throws IOException {
        socket = wait.during(Awaited.HANDSHAKE, deadlines.head(), () -> tls.over(socket));
        encrypted = true;
        bytes.encrypt(socket);
    }

    /** Tells the caller that no more comes; without TLS the end of the connection says it. */
    void farewell() throws IOException {
        if (encrypted) {
            wait.during(Awaited.READER, SILENCE, this::finish);
        }
    }

    private boolean finish() throws IOException {
        try {
            socket.close();
            return true;
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** The head of the next request; nothing when there is none any more. */
    Optional<RequestHead> head() throws IOException {
        return came() > 0
                ? wait.during(Awaited.HEAD, deadlines.head(), heads::request)
                : wait.during(Awaited.REQUEST, deadlines.idle(), heads::request);
    }

    /** What a head that was refused seems to ask for. */
    String seemingPath() {
        return heads.seemingPath();
    }

    /** Reads a body, or a part of one, from {@link #input}. */
    <T> T body(CallerWait.Blocking<T> reading) throws IOException {
        return wait.during(Awaited.BODY, deadlines.body(), reading);
    }

    WireInput input() {
        return input;
    }

    /** How many bytes behind those that were read have come already. */
    int came() {
        return input.waiting() + bytes.held();
    }

    CallerWatch watch() {
        return bytes;
    }

    /** Where an answer is put together before it is written. */
    ByteBlock block() {
        return block;
    }

    /** The same, empty. */
    ByteBlock freshBlock() {
        block.clear(ROOM);
        return block;
    }

    /** The same, empty, with less room when little stood in it: a slow stream needs none. */
    void emptyBlock() {
        block.clear(Math.clamp(block.length() * 2L, LEAST_ROOM, ROOM));
    }

    /** A stream is answered now, and the next request is not read before it ends. */
    void answersStream() {
        input.rest();
    }

    /** Writes this many bytes; each piece must be taken in time. */
    void write(byte[] from, int length) throws IOException {
        for (int at = 0; at < length; at += PIECE) {
            BufferData piece = BufferData.create(from, at, Math.min(PIECE, length - at));
            wait.during(Awaited.READER, deadlines.answer(), () -> put(piece));
        }
    }

    private boolean put(BufferData piece) throws IOException {
        try {
            socket.write(piece);
            return true;
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /**
     * Throws away what the caller still sends: to close at once could destroy the answer that is on
     * its way (RFC 9112 section 9.6). Ends when the caller closes, is silent, or goes on too long.
     */
    void awaitGoodbye() throws IOException {
        long until = System.nanoTime() + GOODBYE_NANOS;
        byte[] waste = new byte[ROOM * 2];
        int read = 0;
        while (read >= 0 && System.nanoTime() - until < 0) {
            read = wait.during(Awaited.GOODBYE, SILENCE, () -> bytes.read(waste, 0, waste.length));
        }
    }

    /** Whether another request may come. */
    boolean open() {
        return open;
    }

    /** Takes no further request; may be called by any thread. */
    void close() {
        open = false;
        wait.cutWhenIdle();
    }

    /** With the first byte of a head the time for its rest begins. */
    private final class FirstByte extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = bytes.read(target, offset, length);
            wait.goOn(Awaited.REQUEST, Awaited.HEAD, deadlines.head());
            return read;
        }
    }
}
