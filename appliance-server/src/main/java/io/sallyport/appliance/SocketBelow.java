package io.sallyport.appliance;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * A connection of Helidon's as a socket of the JDK, so that the JDK's TLS can stand on it. Closing
 * it ends what stands on it; the connection itself is Helidon's to close.
 */
final class SocketBelow extends Socket {
    private final HelidonSocket below;
    private final In in;
    private final Out out = new Out();
    private volatile boolean closed;

    /** With what has been read already. */
    SocketBelow(HelidonSocket below, byte[] first) {
        this.below = below;
        in = new In(first);
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isInputShutdown() {
        return closed;
    }

    @Override
    public boolean isOutputShutdown() {
        return closed;
    }

    @Override
    public void shutdownInput() {
        // One direction alone cannot be closed here, and TLS says the end of each by itself.
    }

    @Override
    public void shutdownOutput() {
        // As above.
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return below.remotePeer().address();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return below.localPeer().address();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return below.remotePeer().address() instanceof InetSocketAddress peer
                ? peer.getAddress()
                : null;
    }

    @Override
    public int getPort() {
        return below.remotePeer().port();
    }

    @Override
    public int getLocalPort() {
        return below.localPeer().port();
    }

    /** None: {@link CallerWait} ends what takes too long. */
    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public int getSoLinger() {
        return -1;
    }

    private void demandOpen() throws SocketException {
        if (closed) {
            throw new SocketException("closed");
        }
    }

    /** What comes, in Helidon's pieces; confined to one thread at a time by the TLS above. */
    private final class In extends InputStream {
        private byte[] piece;
        private int taken;

        In(byte[] first) {
            piece = first;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            demandOpen();
            if (taken == piece.length) {
                try {
                    piece = next();
                    taken = 0;
                } catch (EOFException end) {
                    return -1;
                }
            }
            int some = Math.min(length, piece.length - taken);
            System.arraycopy(piece, taken, target, offset, some);
            taken += some;
            return some;
        }

        @Override
        public int available() {
            return piece.length - taken;
        }

        private byte[] next() throws IOException {
            try {
                byte @Nullable [] came = below.get();
                if (came == null) {
                    throw new EOFException();
                }
                return came;
            } catch (UncheckedIOException failed) {
                throw failed.getCause();
            }
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            demandOpen();
            try {
                below.write(BufferData.create(from, offset, length));
            } catch (UncheckedIOException failed) {
                throw failed.getCause();
            }
        }
    }
}
