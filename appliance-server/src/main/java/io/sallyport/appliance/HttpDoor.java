package io.sallyport.appliance;

import io.sallyport.admission.Capacity;
import io.sallyport.admission.Place;
import io.sallyport.dialect.CallerGone;
import io.sallyport.dialect.Dialects;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import io.sallyport.forwarding.CallerWatch;
import io.sallyport.pipeline.Arrival;
import io.sallyport.pipeline.ExchangePipeline;
import io.sallyport.wire.ByteBlock;
import io.sallyport.wire.Fault;
import io.sallyport.wire.Fields;
import io.sallyport.wire.Limits;
import io.sallyport.wire.RequestHead;
import io.sallyport.wire.WireFault;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The gateway's one door: makes an {@link Arrival} of every request and gives it to the path. What
 * is no request is refused in the words of the protocol that it seems to speak. A defect of ours is
 * answered here, in the caller's protocol and without a word about itself; the log has its kind and
 * place, never its message, which could carry content.
 */
final class HttpDoor {
    private static final long LOOK_NANOS = 5_000_000;

    /** What becomes of a connection behind an answer. */
    private enum Then {
        NEXT_REQUEST,
        CLOSE,
        /** The answer is not whole, and nothing may look as if it were. */
        CUT,
        /** The caller may still send, so the answer would not survive an end at once. */
        CLOSE_LATER
    }

    private final AtomicInteger active = new AtomicInteger();
    private final System.Logger log = System.getLogger(HttpDoor.class.getName());
    private final ExchangePipeline pipeline;
    private final Dialects dialects;
    private final Clock clock;
    private final Limits limits;
    private final AddressGate gate;
    private final ConnectionListener listener;
    private final Capacity capacity;
    private final HttpDate date = new HttpDate();

    HttpDoor(
            ExchangePipeline pipeline,
            Dialects dialects,
            Clock clock,
            Limits limits,
            AddressGate gate,
            ConnectionListener listener,
            Capacity capacity) {
        this.pipeline = pipeline;
        this.dialects = dialects;
        this.clock = clock;
        this.limits = limits;
        this.gate = gate;
        this.listener = listener;
        this.capacity = capacity;
    }

    /**
     * Serves the next request of this connection; false when it was the last.
     *
     * @throws IOException when the connection is of no more use
     */
    boolean serve(CallerLine line, RequestIds ids) throws IOException {
        Then then = next(line, ids);
        switch (then) {
            case NEXT_REQUEST, CUT -> {}
            case CLOSE -> line.farewell();
            case CLOSE_LATER -> {
                line.awaitGoodbye();
                line.farewell();
            }
        }
        return then == Then.NEXT_REQUEST;
    }

    private Then next(CallerLine line, RequestIds ids) throws IOException {
        Optional<RequestHead> head;
        try {
            head = line.head();
        } catch (WireFault wrong) {
            refuse(line, ids.next(), wrong.fault());
            return Then.CLOSE_LATER;
        }
        return head.isEmpty() ? Then.CLOSE : answer(line, ids.next(), head.get());
    }

    /** Returns when no call is under way any more, trace included, or the time is over. */
    void awaitIdle(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        while (active.get() > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private Then answer(CallerLine line, RequestId id, RequestHead request) throws IOException {
        try (Place place = capacity.place()) {
            return answer(line, id, request, place);
        }
    }

    private Then answer(CallerLine line, RequestId id, RequestHead request, Place place)
            throws IOException {
        CallerBody body = new CallerBody(line, request, limits, listener, place);
        CallerSink sink = new CallerSink(line, request, body, date.of(clock.instant()));
        active.incrementAndGet();
        try {
            Arrival arrival =
                    new Arrival(
                            id, clock.instant(), head(request), body, sink, line.watch(), place);
            answer(arrival, line.peer(), sink);
        } finally {
            active.decrementAndGet();
        }
        if (sink.keepsConnection()) {
            body.pass();
            return Then.NEXT_REQUEST;
        }
        if (!sink.complete()) {
            return Then.CUT;
        }
        return body.passable() ? Then.CLOSE : Then.CLOSE_LATER;
    }

    private void answer(Arrival arrival, InetAddress peer, CallerSink sink) {
        try {
            let(arrival, peer);
        } catch (RuntimeException defect) {
            log.log(Level.ERROR, "{0} failed: {1}", arrival.id(), place(defect));
            if (sink.begun()) {
                sink.abort();
            } else {
                tell(arrival.head(), arrival.id(), sink);
            }
        }
    }

    /** Behind a trusted proxy each address has its share of the requests under way. */
    private void let(Arrival arrival, InetAddress peer) {
        Optional<InetAddress> origin = gate.origin(peer, arrival.head().headers());
        if (origin.isEmpty()) {
            pipeline.handle(arrival);
        } else if (gate.asks(origin.get())) {
            try {
                pipeline.handle(arrival);
            } finally {
                gate.answered(origin.get());
            }
        } else {
            pipeline.refuse(arrival, new TooManyFromAddress(gate.most()));
        }
    }

    private void tell(Head head, RequestId id, CallerSink sink) {
        try {
            dialects.of(head).refuse(new Defect(), id, sink);
        } catch (CallerGone gone) {
            sink.abort();
        }
    }

    /** A refusal that has its status from the fault: nobody but HTTP knows this mistake. */
    private void refuse(CallerLine line, RequestId id, Fault fault) throws IOException {
        listener.unreadable(fault);
        Head seeming = new Head("GET", line.seemingPath(), "", Headers.NONE);
        CapturedSink told = new CapturedSink();
        pipeline.refuse(
                new Arrival(
                        id,
                        clock.instant(),
                        seeming,
                        () -> new byte[0],
                        told,
                        CallerWatch.NEVER,
                        capacity.place()),
                new UnreadableHead(fault));
        write(line, fault.status(), told);
    }

    /** Refuses plain HTTP where TLS is spoken; nothing of it was read, so it leaves no trace. */
    void refusePlain(CallerLine line, RequestIds ids) throws IOException {
        CapturedSink told = new CapturedSink();
        Head seeming = new Head("GET", "/", "", Headers.NONE);
        dialects.of(seeming).refuse(new TlsRequired(), ids.next(), told);
        write(line, told.status(), told);
        line.awaitGoodbye();
    }

    private void write(CallerLine line, int status, CapturedSink told) throws IOException {
        ByteBlock block = line.freshBlock();
        AnswerHead.into(block, status, told.headers(), date.of(clock.instant()), false)
                .length(told.body().length);
        block.add(told.body(), 0, told.body().length);
        line.write(block.array(), block.length());
    }

    /** Kind and place of a defect, without its message. */
    static String place(RuntimeException defect) {
        StackTraceElement[] trace = defect.getStackTrace();
        return defect.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    /** Most of what clients send nobody reads, and nothing of it is made a text of. */
    private static Head head(RequestHead request) {
        Fields fields = request.fields();
        List<Headers.Field> headers = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            String name = fields.name(i);
            if (Dialects.HEADERS.contains(name) || ClientAddresses.HEADER.equals(name)) {
                headers.add(new Headers.Field(name, fields.value(i)));
            }
        }
        return new Head(request.method(), request.path(), request.query(), new Headers(headers));
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
