package io.sallyport.pipeline;

import io.sallyport.admission.Admission;
import io.sallyport.admission.Permit;
import io.sallyport.audit.Audit;
import io.sallyport.dialect.CallerGone;
import io.sallyport.dialect.Dialect;
import io.sallyport.dialect.Endpoint;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.Exchange;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.routing.Question;
import io.sallyport.routing.Router;
import java.time.Clock;
import java.util.function.Function;

/**
 * The path of a request, on one page.
 *
 * <pre>
 *   dialect ─▶ endpoint ─▶ caller ─▶ place ─▶ body, request ─▶ permit ─▶ plan ─▶ attempts, answer
 *      └──────────┴──────────┴─────────┴────────────┴─────────────┴────────┴──▶ refusal in the dialect
 *                                           every ending ──▶ one trace, one word to the listener
 * </pre>
 *
 * <p>Promises: the caller is known, and has a place on this machine, before its body is read; a
 * caller's mistake never throws, it is answered in the caller's own protocol; a permit is given
 * back on every way; every exchange is remembered exactly once, also when an unexpected exception
 * passes through here to the door that answers it. A probe, which has no caller, is the only
 * request that leaves no trace. Thread-safe.
 */
public final class ExchangePipeline {
    private final Function<Head, Dialect> dialects;
    private final Admission admission;
    private final Router router;
    private final Sending sending;
    private final ModelListing models;
    private final Clock clock;
    private final Ended ended;

    /** The path through these steps. */
    public ExchangePipeline(Steps steps) {
        this(
                steps.dialects()::of,
                steps.admission(),
                steps.router(),
                Sending.by(steps.forwarder()),
                new ModelListing(steps.catalog(), steps.router(), steps.admission()),
                steps.clock(),
                new Ended(steps.audit(), steps.listener()));
    }

    ExchangePipeline(
            Function<Head, Dialect> dialects,
            Admission admission,
            Router router,
            Sending sending,
            ModelListing models,
            Clock clock,
            Ended ended) {
        this.dialects = dialects;
        this.admission = admission;
        this.router = router;
        this.sending = sending;
        this.models = models;
        this.clock = clock;
        this.ended = ended;
    }

    /** Answers this request, whatever it is; returns when the response is complete. */
    public void handle(Arrival in) {
        Dialect dialect = dialects.apply(in.head());
        Course course = new Course(in);
        boolean probe = false;
        try {
            probe = answer(in, dialect, course);
        } catch (CallerGone gone) {
            course.callerGone();
        } finally {
            if (!probe) {
                ended.with(course.endedAt(clock.instant()));
            }
        }
    }

    /**
     * Refuses a request whose head nobody could read, in the words of the dialect that its path
     * seems to name; it is remembered like every other.
     */
    public void refuse(Arrival in, Rejection why) {
        Course course = new Course(in);
        try {
            course.refused(why);
            dialects.apply(in.head()).refuse(why, in.id(), in.sink());
        } catch (CallerGone gone) {
            course.callerGone();
        } finally {
            ended.with(course.endedAt(clock.instant()));
        }
    }

    /** True when it was a mere probe. */
    private boolean answer(Arrival in, Dialect dialect, Course course) {
        try {
            switch (dialect.endpoint(in.head())) {
                case Endpoint.Probe() -> {
                    in.sink().send(200, Headers.NONE, new byte[0]);
                    return true;
                }
                case Endpoint.ListModels() ->
                        dialect.listModels(
                                models.of(caller(in, dialect, course)), in.id(), in.sink());
                case Endpoint.ShowModel(String name) ->
                        dialect.showModel(
                                models.one(caller(in, dialect, course), name), in.id(), in.sink());
                case Endpoint.Chat(), Endpoint.CountTokens() -> {
                    forward(in, dialect, course);
                    return false;
                }
            }
            course.answered();
        } catch (Rejected rejected) {
            course.refused(rejected.rejection());
            dialect.refuse(rejected.rejection(), in.id(), in.sink());
        }
        return false;
    }

    private void forward(Arrival in, Dialect dialect, Course course) {
        Caller caller = caller(in, dialect, course);
        ModelRequest request = dialect.decode(in.head(), in.body().read());
        course.asks(request.shape());
        try (Permit permit = admission.permit(caller, request.shape())) {
            RoutePlan plan =
                    router.plan(new Question(permit.caller(), request.shape(), sending.signals()));
            course.goes(plan);
            course.sent(
                    sending.send(
                            plan,
                            request,
                            dialect.reply(request, in.id(), in.sink()),
                            in.watch(),
                            new Leave(permit, in.place())));
        }
    }

    private Caller caller(Arrival in, Dialect dialect, Course course) {
        Caller caller = admission.identify(dialect.credential(in.head()));
        course.askedBy(caller);
        in.place().enter();
        return caller;
    }

    /** Who hears of every ending. */
    record Ended(Audit audit, ExchangeListener listener) {
        void with(Exchange exchange) {
            audit.remember(exchange);
            listener.ended(exchange);
        }
    }
}
