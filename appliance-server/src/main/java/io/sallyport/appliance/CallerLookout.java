package io.sallyport.appliance;

import io.helidon.common.buffers.DataReader;
import io.sallyport.forwarding.CallerWatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a connection's bytes and Helidon, so that a caller who leaves while it waits for
 * an answer is noticed: the first question whether it is gone begins to read ahead on a virtual
 * thread of its own. The end of the bytes means that it is; bytes that come instead (a pipelined
 * request) are kept for the next read.
 *
 * <pre>
 *   quiet ──gone()──▶ reading ahead ──end──▶ gone
 *     ▲                    │ bytes
 *     └──────get()─────────┘
 * </pre>
 *
 * Confined to the connection's thread, but for the reading ahead, which is handed over by its
 * future: the two never read at the same time.
 */
final class CallerLookout implements CallerWatch, Supplier<byte[]> {
    private final DataReader source;
    private @Nullable FutureTask<byte[]> ahead;

    CallerLookout(DataReader source) {
        this.source = source;
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
    public byte[] get() {
        FutureTask<byte[]> reading = ahead;
        if (reading == null) {
            return next();
        }
        ahead = null;
        try {
            return reading.get();
        } catch (ExecutionException ended) {
            throw new DataReader.InsufficientDataAvailableException();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new DataReader.InsufficientDataAvailableException();
        }
    }

    private byte[] next() {
        source.ensureAvailable();
        return source.readBytes(source.available());
    }
}
