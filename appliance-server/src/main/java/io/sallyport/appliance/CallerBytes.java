package io.sallyport.appliance;

import io.helidon.common.socket.HelidonSocket;
import io.sallyport.forwarding.CallerWatch;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that come from a caller. A caller who leaves while it waits for an answer is noticed:
 * the first question whether it is gone begins to read ahead on a virtual thread of its own. The
 * end of the bytes means that it is; bytes that come instead (a pipelined request) are kept for the
 * next read.
 *
 * <pre>
 *   quiet ──gone()──▶ reading ahead ──end──▶ gone
 *     ▲                    │ bytes
 *     └──────read()────────┘
 * </pre>
 *
 * Used by one thread at a time: the connection's, or the one that looks after it while that one
 * stands still. The reading ahead is handed over by its future: two never read at the same time. A
 * request that is answered before the first question costs no thread.
 */
final class CallerBytes extends InputStream implements CallerWatch {
    private HelidonSocket socket;
    private byte[] piece = {};
    private int taken;
    private @Nullable FutureTask<byte[]> ahead;

    CallerBytes(HelidonSocket socket) {
        this.socket = socket;
    }

    /** Reads from this one from now on; called before anything was read. */
    void encrypt(HelidonSocket encrypted) {
        socket = encrypted;
    }

    /** How many bytes have come and were not read yet. */
    int held() {
        return piece.length - taken;
    }

    @Override
    public boolean gone() {
        FutureTask<byte[]> reading = ahead;
        if (reading == null) {
            reading = new FutureTask<>(this::next);
            ahead = reading;
            Thread.ofVirtual().name("caller-lookout").start(reading);
            return false;
        }
        return switch (reading.state()) {
            case RUNNING, SUCCESS -> false;
            case FAILED, CANCELLED -> true;
        };
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (held() == 0) {
            try {
                piece = ahead == null ? next() : awaited(ahead);
                taken = 0;
            } catch (EOFException end) {
                return -1;
            }
        }
        int some = Math.min(length, held());
        System.arraycopy(piece, taken, target, offset, some);
        taken += some;
        return some;
    }

    private byte[] awaited(FutureTask<byte[]> reading) throws IOException {
        ahead = null;
        try {
            return reading.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof EOFException) {
                throw new EOFException();
            }
            throw new IOException(failed.getCause());
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private byte[] next() throws IOException {
        try {
            byte[] came = socket.get();
            if (came == null) {
                throw new EOFException();
            }
            return came;
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }
}
