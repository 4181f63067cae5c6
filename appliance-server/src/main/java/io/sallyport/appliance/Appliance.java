package io.sallyport.appliance;

import io.sallyport.admission.Admission;
import io.sallyport.audit.Audit;
import io.sallyport.dialect.Dialects;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.forwarding.Forwarder;
import io.sallyport.forwarding.JdkUpstreamClient;
import io.sallyport.pipeline.ExchangePipeline;
import io.sallyport.pipeline.Steps;
import io.sallyport.routing.Router;
import io.sallyport.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The wiring: every object of a running appliance is made here, and nowhere else, by its
 * constructor. Closing it drains: nothing new is let in, what is under way may end, every trace is
 * written.
 */
final class Appliance implements AutoCloseable {
    private static final int TRACE_QUEUE = 10_000;
    private static final Duration DRAIN = Duration.ofSeconds(8);

    private final Database database;
    private final Admission admission;
    private final Audit audit;
    private final JdkUpstreamClient client;
    private final GatewayListener gateway;

    Appliance(ApplianceSettings settings, Clock clock, ExchangeListener listener) {
        database = Database.open(settings.database());
        admission = new Admission(database.keys(), settings.pepper(), clock);
        audit = new Audit(database.traces(), TRACE_QUEUE);
        client = new JdkUpstreamClient();
        Dialects dialects = new Dialects(clock);
        Forwarder forwarder =
                new Forwarder(
                        dialects,
                        settings.providers(),
                        client,
                        settings.forwarding(),
                        clock,
                        RandomGenerator.getDefault(),
                        listener);
        Router router = new Router(settings.catalog(), settings.strategy());
        ExchangePipeline pipeline =
                new ExchangePipeline(
                        new Steps(
                                dialects,
                                admission,
                                router,
                                forwarder,
                                audit,
                                settings.catalog(),
                                clock,
                                listener));
        gateway =
                new GatewayListener(
                        settings.host(),
                        settings.port(),
                        settings.maxBodyBytes(),
                        new HttpDoor(pipeline, dialects, clock, settings.maxBodyBytes()));
    }

    int port() {
        return gateway.port();
    }

    Admission admission() {
        return admission;
    }

    Database database() {
        return database;
    }

    @Override
    public void close() {
        boolean drained = admission.drain(DRAIN);
        gateway.close();
        audit.close();
        admission.close();
        client.close();
        database.close();
        if (!drained) {
            System.getLogger(Appliance.class.getName())
                    .log(System.Logger.Level.WARNING, "Stopped with requests still under way.");
        }
    }
}
