package io.sallyport.appliance;

import io.sallyport.admission.Admission;
import io.sallyport.admission.Capacity;
import io.sallyport.admission.Stops;
import io.sallyport.audit.Audit;
import io.sallyport.catalog.Catalog;
import io.sallyport.dialect.Dialects;
import io.sallyport.forwarding.AddressBook;
import io.sallyport.forwarding.Forwarder;
import io.sallyport.forwarding.PooledUpstreamClient;
import io.sallyport.pipeline.ExchangePipeline;
import io.sallyport.pipeline.Steps;
import io.sallyport.routing.Router;
import io.sallyport.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The wiring: every object of a running appliance is made here, and nowhere else, by its
 * constructor. Closing it drains: nothing new is let in, what is under way may end, every trace is
 * written.
 */
final class Appliance implements AutoCloseable {
    /** How long calls that outlast the drain have to end. */
    private static final Duration CUT = Duration.ofSeconds(1);

    private final Duration drain;
    private final Database database;
    private final Stops stops;
    private final Admission admission;
    private final Audit audit;
    private final PooledUpstreamClient client;
    private final Forwarder forwarder;
    private final ApplianceMetrics metrics = new ApplianceMetrics();
    private final ArrivalProbe probe;
    private final HeapWatch heap;
    private final HttpDoor door;
    private final Patrol patrol = new Patrol();
    private final Optional<ListenerTls> gatewayTls;
    private final GatewayListener gateway;
    private final Optional<ListenerTls> adminTls;
    private final AdminListener admin;
    private final AdminSettings adminSettings;
    private final AdminRoutes routes;
    private final Readiness readiness;

    /**
     * A running appliance; what was opened is closed again when it cannot start.
     *
     * @throws io.sallyport.store.DatabaseUnusable when the database cannot be opened
     * @throws CannotListen when a listener does not start
     */
    static Appliance start(ApplianceSettings settings, Clock clock) {
        Appliance appliance = new Appliance(settings, clock);
        boolean started = false;
        try {
            appliance.heap.start();
            appliance.probe.start();
            appliance.gatewayTls.ifPresent(ListenerTls::start);
            appliance.adminTls.ifPresent(ListenerTls::start);
            appliance.patrol.start();
            appliance.gateway.start();
            appliance.admin.start();
            appliance.readiness.serving();
            started = true;
            return appliance;
        } finally {
            if (!started) {
                appliance.close();
            }
        }
    }

    private Appliance(ApplianceSettings settings, Clock clock) {
        drain = settings.drain();
        adminSettings = settings.admin();
        gatewayTls = tls("gateway", settings.gateway().listener());
        adminTls = tls("admin", settings.admin().listener());
        BootstrapToken token = BootstrapToken.of(settings.admin().tokenFile());
        Catalog catalog = settings.models().catalog();
        database = Database.open(settings.database());
        stops = new Stops(database.stops(), clock);
        admission = admission(settings, database, stops, clock);
        audit = new Audit(database.traces(), settings.traceQueue());
        client = client(settings.upstream());
        Dialects dialects = new Dialects(clock);
        forwarder = forwarder(settings, dialects, client, metrics, clock);
        metrics.watch(admission, audit, forwarder, catalog);
        metrics.watch(client);
        Router router = new Router(catalog, settings.strategy());
        ExchangePipeline pipeline =
                new ExchangePipeline(
                        new Steps(
                                dialects, admission, router, forwarder, audit, catalog, clock,
                                metrics));
        AddressGate gate = gate(settings.gateway());
        Capacity capacity = capacity(settings.overload());
        probe = new ArrivalProbe(capacity);
        heap = new HeapWatch(capacity);
        metrics.watch(capacity, probe, heap);
        door =
                new HttpDoor(
                        pipeline,
                        dialects,
                        clock,
                        settings.gateway().limits(),
                        gate,
                        metrics,
                        capacity);
        gateway =
                new GatewayListener(
                        settings.gateway(),
                        new GatewayConnections(
                                door,
                                settings.gateway(),
                                gatewayTls,
                                metrics,
                                patrol,
                                gate,
                                clock));
        readiness = new Readiness(database::healthy, admission::following, audit::alive, clock);
        routes = routes(token, catalog, clock);
        admin =
                new AdminListener(
                        settings.admin(),
                        new AdminDoor(routes, new AdminHosts(settings.admin())),
                        adminTls,
                        patrol,
                        metrics);
    }

    private AdminRoutes routes(BootstrapToken token, Catalog catalog, Clock clock) {
        return new AdminRoutes(
                new AdminGuard(admission, token),
                readiness,
                new KeyEndpoints(admission, catalog, clock),
                new StopEndpoints(stops, admission, catalog),
                new TraceEndpoints(database.traces()),
                new StatusEndpoint(admission, audit, forwarder, metrics::scrape, clock.instant()));
    }

    private static Admission admission(
            ApplianceSettings settings, Database database, Stops stops, Clock clock) {
        return new Admission(
                database.keys(), stops, settings.pepper(), settings.requestsPerKey(), clock);
    }

    private static PooledUpstreamClient client(UpstreamSettings settings) {
        return new PooledUpstreamClient(
                AddressBook.SYSTEM, settings.proxy(), settings.connectionsPerOrigin());
    }

    private static Forwarder forwarder(
            ApplianceSettings settings,
            Dialects dialects,
            PooledUpstreamClient client,
            ApplianceMetrics metrics,
            Clock clock) {
        return new Forwarder(
                dialects,
                settings.models().upstreams(),
                client,
                settings.forwarding(),
                clock,
                new Random(),
                new CredentialAlarm(metrics, clock));
    }

    private static AddressGate gate(GatewaySettings settings) {
        return new AddressGate(settings.trustedProxies(), settings.connections().perAddress());
    }

    private Optional<ListenerTls> tls(String listener, ListenerSettings settings) {
        try {
            Optional<ListenerTls> tls =
                    settings.tls().map(files -> new ListenerTls(listener, files));
            tls.ifPresent(own -> metrics.watch(listener, own));
            return tls;
        } catch (IllegalArgumentException unusable) {
            throw new ConfigurationRefused(List.of(listener + ".tls: " + unusable.getMessage()));
        }
    }

    private static Capacity capacity(OverloadSettings settings) {
        Runtime machine = Runtime.getRuntime();
        return new Capacity(
                settings.rules(machine.maxMemory(), machine.availableProcessors()),
                () -> ThreadLocalRandom.current().nextLong());
    }

    /** Where applications call it. */
    String gatewayAddress() {
        return gateway.address();
    }

    /** Where administrators call it. */
    String adminAddress() {
        return admin.address();
    }

    /** The file with the bootstrap token. */
    Path adminTokenFile() {
        return adminSettings.tokenFile();
    }

    /** Every route of the admin listener, for the test that walks them all. */
    List<String> adminRoutes() {
        return routes.table();
    }

    Admission admission() {
        return admission;
    }

    Database database() {
        return database;
    }

    @Override
    public void close() {
        readiness.draining();
        boolean drained = admission.drain(drain);
        // What is still under way loses its upstream, is answered, and leaves its trace.
        forwarder.stop();
        client.close();
        door.awaitIdle(CUT);
        gateway.close();
        admin.close();
        probe.close();
        heap.close();
        patrol.close();
        gatewayTls.ifPresent(ListenerTls::close);
        adminTls.ifPresent(ListenerTls::close);
        audit.close();
        admission.close();
        stops.close();
        database.close();
        metrics.close();
        if (!drained) {
            // Not by the logger: the JDK's logging ends as soon as the process begins to stop.
            System.err.println("WARNING Stopped with requests still under way; they were cut off.");
        }
    }
}
