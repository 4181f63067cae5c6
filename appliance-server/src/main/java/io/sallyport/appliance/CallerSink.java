package io.sallyport.appliance;

import io.sallyport.dialect.CallerGone;
import io.sallyport.dialect.ResponseSink;
import io.sallyport.exchange.Headers;
import io.sallyport.wire.ByteBlock;
import io.sallyport.wire.ChunkWriter;
import io.sallyport.wire.HeadWriter;
import io.sallyport.wire.RequestHead;
import java.io.IOException;

/**
 * The answer to one request. Head and body of a whole one go in one write; the head of a stream
 * goes with its first piece, and every piece goes at once. To a caller of HTTP/1.0 a stream has no
 * chunks and ends with the connection.
 */
final class CallerSink implements ResponseSink {
    private static final int TOGETHER = 64 << 10;

    private final CallerLine line;
    private final RequestHead request;
    private final CallerBody body;
    private final String date;
    private boolean begun;
    private boolean complete;
    private boolean kept;

    CallerSink(CallerLine line, RequestHead request, CallerBody body, String date) {
        this.line = line;
        this.request = request;
        this.body = body;
        this.date = date;
    }

    /** Whether anything has been sent, so that an error can no longer be. */
    boolean begun() {
        return begun;
    }

    /** Whether the whole answer was sent. */
    boolean complete() {
        return complete;
    }

    /** Whether the whole answer was sent, and the caller told that it may send a next request. */
    boolean keepsConnection() {
        return complete && kept;
    }

    @Override
    public void send(int status, Headers headers, byte[] bytes) {
        kept = request.keepAlive() && line.open() && body.passable();
        ByteBlock block = line.freshBlock();
        AnswerHead.into(block, status, headers, date, kept).length(bytes.length);
        begun = true;
        boolean headOnly = request.method().equals("HEAD");
        boolean together = !headOnly && bytes.length <= TOGETHER;
        if (together) {
            block.add(bytes, 0, bytes.length);
        }
        flush();
        if (!headOnly && !together) {
            write(bytes, bytes.length);
        }
        complete = true;
    }

    @Override
    public void begin(int status, Headers headers) {
        kept = request.keepAlive() && line.open() && body.passable();
        HeadWriter head = AnswerHead.into(line.freshBlock(), status, headers, date, kept);
        if (request.current()) {
            head.chunked();
        } else {
            head.bodiless();
        }
        line.answersStream();
        begun = true;
    }

    @Override
    public void write(byte[] piece) {
        if (request.method().equals("HEAD")) {
            return;
        }
        if (request.current()) {
            new ChunkWriter(line.block()).chunk(piece, 0, piece.length);
        } else {
            line.block().add(piece, 0, piece.length);
        }
        if (line.block().length() > TOGETHER) {
            flush();
        }
    }

    @Override
    public void end() {
        if (request.current() && !request.method().equals("HEAD")) {
            new ChunkWriter(line.block()).end();
        }
        flush();
        complete = true;
    }

    /** An answer that is not complete closes its connection. */
    @Override
    public void abort() {
        complete = false;
        kept = false;
    }

    @Override
    public void flush() {
        ByteBlock block = line.block();
        write(block.array(), block.length());
        line.emptyBlock();
    }

    /** Where we cut the connection nobody is told, and that is no leaving of the caller. */
    private void write(byte[] bytes, int length) {
        try {
            if (!body.late()) {
                line.write(bytes, length);
            }
        } catch (IOException gone) {
            throw new CallerGone();
        }
    }
}
