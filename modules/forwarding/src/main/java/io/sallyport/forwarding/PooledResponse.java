package io.sallyport.forwarding;

import io.sallyport.exchange.Headers;
import io.sallyport.wire.BodyReader;
import io.sallyport.wire.Fields;
import io.sallyport.wire.Framing;
import io.sallyport.wire.ResponseHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A response on a connection of a pool; closing it gives the connection back, or closes it. */
final class PooledResponse implements UpstreamResponse {
    private final ConnectionPool pool;
    private final UpstreamConnection connection;
    private final ResponseHead head;
    private final BodyReader body;
    private final AtomicBoolean closed = new AtomicBoolean();

    PooledResponse(ConnectionPool pool, UpstreamConnection connection, ResponseHead head)
            throws IOException {
        this.pool = pool;
        this.connection = connection;
        this.head = head;
        this.body = connection.body(head.framing());
    }

    @Override
    public int status() {
        return head.status();
    }

    @Override
    public Headers headers() {
        Fields fields = head.fields();
        List<Headers.Field> copies = new ArrayList<>(fields.count());
        for (int i = 0; i < fields.count(); i++) {
            copies.add(new Headers.Field(fields.name(i), fields.value(i)));
        }
        return new Headers(copies);
    }

    @Override
    public Optional<String> header(String name) {
        return head.fields().first(name);
    }

    @Override
    public long declaredLength() {
        return head.framing() instanceof Framing.Length length ? length.bytes() : -1;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public void finish() {
        connection.hurry();
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException notSoon) {
            // The answer was whole; only its connection is not kept.
            return;
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (body.ended() && head.keepAlive() && connection.isClean()) {
            pool.keep(connection);
        } else {
            pool.drop(connection);
        }
        pool.leave();
    }
}
