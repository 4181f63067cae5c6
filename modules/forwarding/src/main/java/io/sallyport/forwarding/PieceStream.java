package io.sallyport.forwarding;

import io.sallyport.provider.Deadlines;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A response body as a stream that keeps deadlines: the JDK's own one waits for ever. Pieces are
 * asked for one at a time, so a fast upstream cannot fill the memory.
 */
final class PieceStream extends InputStream implements BodySubscriber<InputStream> {
    private static final long TICK_MILLIS = 100;

    private sealed interface Piece {
        record Bytes(List<ByteBuffer> buffers) implements Piece {}

        record End() implements Piece {}

        record Broken(Throwable reason) implements Piece {}
    }

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final AtomicReference<Flow.@Nullable Subscription> subscription =
            new AtomicReference<>();
    private final Deadlines deadlines;
    private final Waiting waiting;
    private final long startedAt;
    private List<ByteBuffer> current = List.of();
    private boolean ended;
    private volatile boolean closed;

    PieceStream(Deadlines deadlines, Waiting waiting, long startedAt) {
        this.deadlines = deadlines;
        this.waiting = waiting;
        this.startedAt = startedAt;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.set(given);
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        pieces.add(new Piece.Bytes(buffers));
    }

    @Override
    public void onError(Throwable reason) {
        pieces.add(new Piece.Broken(reason));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece.End());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            for (ByteBuffer buffer : current) {
                if (buffer.hasRemaining()) {
                    int count = Math.min(length, buffer.remaining());
                    buffer.get(into, offset, count);
                    return count;
                }
            }
            advance();
        }
        return -1;
    }

    @Override
    public int available() {
        return current.stream().mapToInt(ByteBuffer::remaining).sum();
    }

    private void advance() throws IOException {
        switch (await()) {
            case Piece.Bytes bytes -> {
                current = bytes.buffers();
                Flow.Subscription source = subscription.get();
                if (source != null) {
                    source.request(1);
                }
            }
            case Piece.End end -> ended = true;
            case Piece.Broken broken -> throw new IOException("the body broke", broken.reason());
        }
    }

    private Piece await() throws IOException {
        long idleSince = System.nanoTime();
        try {
            while (true) {
                Piece piece = pieces.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (passed(startedAt, deadlines.total())) {
                    throw new DeadlinePassed(DeadlinePassed.Deadline.TOTAL);
                }
                if (piece != null) {
                    waiting.still();
                    return piece;
                }
                if (passed(idleSince, deadlines.idle())) {
                    throw new DeadlinePassed(DeadlinePassed.Deadline.IDLE);
                }
                waiting.still();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", interrupted);
        }
    }

    static boolean passed(long since, Duration deadline) {
        return System.nanoTime() - since > deadline.toNanos();
    }

    /** Ends the call, also when its body has not begun to come: that one is cancelled then. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription source = subscription.get();
        if (source != null) {
            source.cancel();
        }
    }
}
