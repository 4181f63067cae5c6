package io.sallyport.appliance;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.sallyport.dialect.Dialects;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import io.sallyport.forwarding.CallerWatch;
import io.sallyport.pipeline.Arrival;
import io.sallyport.pipeline.ExchangePipeline;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The gateway's one handler: makes an {@link Arrival} of every request and gives it to the path. A
 * defect of ours is answered here, in the caller's protocol and without a word about itself; the
 * log has its kind and place, never its message, which could carry content.
 */
final class HttpDoor implements Handler {
    private static final long LOOK_NANOS = 5_000_000;

    private final AtomicInteger active = new AtomicInteger();
    private final System.Logger log = System.getLogger(HttpDoor.class.getName());
    private final ExchangePipeline pipeline;
    private final Dialects dialects;
    private final Clock clock;
    private final int maxBodyBytes;
    private final RequestIds ids;

    HttpDoor(ExchangePipeline pipeline, Dialects dialects, Clock clock, int maxBodyBytes) {
        this.pipeline = pipeline;
        this.dialects = dialects;
        this.clock = clock;
        this.maxBodyBytes = maxBodyBytes;
        this.ids = new RequestIds(clock);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        active.incrementAndGet();
        try {
            answer(request, response);
        } finally {
            active.decrementAndGet();
        }
    }

    /** Returns when no call is under way any more, trace included, or the time is over. */
    void awaitIdle(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        while (active.get() > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void answer(ServerRequest request, ServerResponse response) {
        RequestId id = newId();
        Head head = head(request);
        HelidonSink sink = new HelidonSink(request, response);
        HelidonBody body = new HelidonBody(request, maxBodyBytes);
        try {
            CallerWatch watch = WatchedHttp1.callerOfThisThread();
            pipeline.handle(new Arrival(id, clock.instant(), head, body, sink, watch));
            if (!sink.begun()
                    || body.broken()
                    || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
                // A caller that left, asked to close, or sent a body that broke.
                throw new CloseConnectionException("nothing more comes of this caller");
            }
        } catch (CloseConnectionException cut) {
            throw cut;
        } catch (RuntimeException defect) {
            log.log(Level.ERROR, "{0} failed: {1}", id, place(defect));
            if (sink.begun()) {
                throw new CloseConnectionException("a defect after the head was sent");
            }
            dialects.of(head).refuse(new Defect(), id, sink);
        }
    }

    /** Kind and place of a defect, without its message. */
    static String place(RuntimeException defect) {
        StackTraceElement[] trace = defect.getStackTrace();
        return defect.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    RequestId newId() {
        return ids.next();
    }

    private static Head head(ServerRequest request) {
        List<Headers.Field> fields = new ArrayList<>();
        for (Header header : request.headers()) {
            for (String value : header.allValues()) {
                fields.add(new Headers.Field(header.name().toLowerCase(Locale.ROOT), value));
            }
        }
        return new Head(
                request.prologue().method().text(),
                request.prologue().uriPath().path(),
                request.prologue().query().rawValue(),
                new Headers(fields));
    }

    /** A defect of the gateway, as its caller sees it. */
    record Defect() implements Rejection {
        @Override
        public String code() {
            return "internal_error";
        }

        @Override
        public Meaning meaning() {
            return Meaning.INTERNAL;
        }

        @Override
        public String message() {
            return "The gateway has a defect. Tell the administrator the request id.";
        }
    }
}
