package io.sallyport.dialect;

import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the replies of both protocols have in common: withholding until the first content, the head,
 * the ways to end. A protocol adds how its events, answers and errors are written.
 */
abstract class StreamReply implements Reply {
    private enum Stage {
        /** Nothing is sent. */
        OPEN,
        /** The head is sent, no content yet. */
        HEAD_SENT,
        /** Content is sent: nobody can take over. */
        COMMITTED,
        /** Everything is sent. */
        CLOSED
    }

    private final RequestId id;
    private final ResponseSink sink;
    private final ByteArrayOutputStream withheld = new ByteArrayOutputStream();
    private Stage stage = Stage.OPEN;
    private boolean everCommitted;
    private @Nullable Served served;
    private byte @Nullable [] servedModel;

    StreamReply(RequestId id, ResponseSink sink) {
        this.id = id;
        this.sink = sink;
    }

    /** The bytes of an event in this protocol, possibly none. */
    abstract byte[] written(UpstreamEvent event);

    /** A whole answer's body in this protocol. */
    abstract byte[] written(UpstreamAnswer answer);

    /** What ends a stream cleanly, possibly nothing. */
    abstract byte[] closing();

    /** What tells a waiting caller that we are there. */
    abstract byte[] keepAliveBytes();

    /** An error as an event of a stream. */
    abstract byte[] errorEvent(Rejection rejection);

    /** Sends an error as a whole response. */
    abstract void refuse(Rejection rejection, ResponseSink target, @Nullable Served server);

    /** Forgets what {@link #written} remembers of an attempt that failed. */
    abstract void reset();

    RequestId id() {
        return id;
    }

    ResponseSink sink() {
        return sink;
    }

    Served served() {
        Served known = served;
        if (known == null) {
            throw new IllegalStateException("servedBy comes before the answer");
        }
        return known;
    }

    /** The name of the model that answers, as JSON; made once for all events. */
    byte[] model() {
        byte[] known = servedModel;
        if (known == null) {
            String quoted = Json.quoted(served().candidate().model().value());
            known = quoted.getBytes(StandardCharsets.UTF_8);
            servedModel = known;
        }
        return known;
    }

    @Override
    public void servedBy(Served server) {
        if (!everCommitted) {
            served = server;
            servedModel = null;
        }
    }

    @Override
    public void answer(UpstreamAnswer answer) {
        byte[] body = written(answer);
        everCommitted = true;
        stage = Stage.CLOSED;
        sink.send(200, ReplyHeaders.of("application/json", id, served), body);
    }

    @Override
    public void event(UpstreamEvent event) {
        byte[] bytes = written(event);
        if (stage == Stage.COMMITTED) {
            if (bytes.length > 0) {
                sink.write(bytes);
            }
            return;
        }
        withheld.writeBytes(bytes);
        if (event.content()) {
            commit();
        }
    }

    private void commit() {
        sendHead(served);
        stage = Stage.COMMITTED;
        everCommitted = true;
        if (withheld.size() > 0) {
            sink.write(withheld.toByteArray());
            withheld.reset();
        }
    }

    /** Says who answers only when that is certain: before the commit another may take over. */
    private void sendHead(@Nullable Served server) {
        if (stage == Stage.OPEN) {
            Headers headers =
                    ReplyHeaders.of("text/event-stream; charset=utf-8", id, server)
                            .with("cache-control", "no-cache")
                            .with("x-accel-buffering", "no");
            stage = Stage.HEAD_SENT;
            sink.begin(200, headers);
        }
    }

    @Override
    public void flush() {
        if (stage == Stage.COMMITTED) {
            sink.flush();
        }
    }

    @Override
    public void discard() {
        withheld.reset();
        reset();
    }

    @Override
    public void end() {
        commit();
        stage = Stage.CLOSED;
        byte[] last = closing();
        if (last.length > 0) {
            sink.write(last);
        }
        sink.end();
    }

    @Override
    public void keepAlive() {
        sendHead(null);
        sink.write(keepAliveBytes());
        sink.flush();
    }

    @Override
    public void fail(Rejection rejection) {
        switch (stage) {
            case OPEN -> {
                stage = Stage.CLOSED;
                refuse(rejection, sink, served);
            }
            case HEAD_SENT, COMMITTED -> {
                stage = Stage.CLOSED;
                sink.write(errorEvent(rejection));
                sink.end();
            }
            case CLOSED -> sink.abort();
        }
    }
}
