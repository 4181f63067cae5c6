package io.sallyport.appliance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sallyport.admission.Admission;
import io.sallyport.admission.Capacity;
import io.sallyport.admission.Shortage;
import io.sallyport.audit.Audit;
import io.sallyport.catalog.Catalog;
import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.Exchange;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.Shape;
import io.sallyport.forwarding.BreakerState;
import io.sallyport.forwarding.Forwarder;
import io.sallyport.forwarding.PoolFigures;
import io.sallyport.forwarding.PooledUpstreamClient;
import io.sallyport.wire.Fault;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What Prometheus may know of the appliance. Label values are names of enums and names of the
 * configured catalogue, never a caller's text: neither content nor an endless number of series can
 * come of it. What stands somewhere else already (queues, circuits) is read when it is scraped.
 */
final class ApplianceMetrics implements ExchangeListener, ConnectionListener, AutoCloseable {
    private static final double NANOS = 1e9;

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DeploymentMeters.All deployments = new DeploymentMeters.All(registry);
    private final GenAiMetrics genAi = new GenAiMetrics(registry, deployments);
    private final MeterCache<Asked, Counter> requests = new MeterCache<>(this::requests);
    private final MeterRow<Ending, Counter> unread =
            new MeterRow<>(Ending.class, ending -> requests(ending, "", "", ""));
    private final Counter atRisk = Counter.builder("sallyport.cost.at.risk.usd").register(registry);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    private record Asked(Ending ending, DialectName dialect, Shape.Kind kind, boolean streaming) {}

    ApplianceMetrics() {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Shows from now on what these know themselves. */
    void watch(Admission admission, Audit audit, Forwarder forwarder, Catalog catalog) {
        gauge("sallyport.requests.in.flight", admission, Admission::inFlight);
        gauge("sallyport.traces.queued", audit, Audit::queued);
        counter("sallyport.traces.written", audit, Audit::written);
        counter("sallyport.traces.dropped", audit, Audit::dropped);
        counter("sallyport.keys.refresh.failures", admission, Admission::refreshFailures);
        catalog.deployments()
                .forEach(each ->
                        Gauge.builder(
                                        "sallyport.breaker.state",
                                        forwarder,
                                        asked -> position(asked, each.id()))
                                .tag("deployment", each.id().value())
                                .register(registry));
    }

    /** Shows the connections to upstreams from now on. */
    void watch(PooledUpstreamClient client) {
        connections(client, "busy", PoolFigures::busy);
        connections(client, "resting", PoolFigures::resting);
        gauge("sallyport.upstream.calls.waiting", client, each -> each.figures().waiting());
        counter("sallyport.upstream.connections.opened", client, each -> each.figures().opened());
        counter("sallyport.upstream.connections.reused", client, each -> each.figures().reused());
        counter("sallyport.upstream.connections.stale", client, each -> each.figures().stale());
        counter("sallyport.upstream.connections.refused", client, PooledUpstreamClient::refused);
    }

    /** Shows from now on what the machine is at, and what was refused for it. */
    void watch(Capacity capacity, ArrivalProbe probe, HeapWatch heap) {
        gauge("sallyport.requests.open", capacity, Capacity::requests);
        gauge("sallyport.bodies.bytes", capacity, Capacity::bytes);
        gauge("sallyport.shedding.ratio", capacity, Capacity::share);
        gauge("sallyport.queue.time.seconds", probe, each -> each.latest().toNanos() / NANOS);
        gauge("sallyport.heap.collected.ratio", heap, HeapWatch::latest);
        for (Shortage why : Shortage.values()) {
            FunctionCounter.builder("sallyport.requests.shed", capacity, each -> each.shed(why))
                    .tag("reason", lower(why))
                    .register(registry);
        }
    }

    /** Shows until when the certificate of this listener is good, as seconds since 1970. */
    void watch(String listener, ListenerTls tls) {
        Gauge.builder(
                        "sallyport.tls.certificate.expires.seconds",
                        tls,
                        each -> each.expires().getEpochSecond())
                .tag("listener", listener)
                .register(registry);
    }

    private void connections(
            PooledUpstreamClient client, String state, ToDoubleFunction<PoolFigures> count) {
        Gauge.builder(
                        "sallyport.upstream.connections",
                        client,
                        each -> count.applyAsDouble(each.figures()))
                .tag("state", state)
                .register(registry);
    }

    private <T> void gauge(String name, T watched, ToDoubleFunction<T> value) {
        Gauge.builder(name, watched, value).register(registry);
    }

    private <T> void counter(String name, T watched, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, watched, value).register(registry);
    }

    /** A circuit that has had no traffic is closed. */
    private static double position(Forwarder forwarder, DeploymentId deployment) {
        return forwarder.breakers().stream()
                .filter(each -> each.deployment().equals(deployment))
                .map(BreakerState::position)
                .mapToInt(position ->
                        switch (position) {
                            case CLOSED -> 0;
                            case HALF_OPEN -> 1;
                            case OPEN -> 2;
                        })
                .findFirst()
                .orElse(0);
    }

    @Override
    public void unreadable(Fault fault) {
        add("sallyport.connections.refused", 1, "reason", lower(fault));
    }

    @Override
    public void turnedAway(TurnedAway why) {
        add("sallyport.connections.refused", 1, "reason", lower(why));
    }

    /** A connection without a request that is closed was not refused. */
    @Override
    public void overdue(Awaited what) {
        switch (what) {
            case HANDSHAKE, HEAD, BODY, READER ->
                    add("sallyport.connections.refused", 1, "reason", "slow_" + lower(what));
            case REQUEST, GOODBYE -> {}
        }
    }

    @Override
    public void attempted(Attempt attempt) {
        deployments.of(attempt.candidate()).attempted(attempt.outcome());
    }

    @Override
    public void ended(Exchange exchange) {
        atRisk.increment(usd(exchange.charge().atRisk()));
        failovers(exchange);
        Optional<DeploymentMeters> served = exchange.served().map(deployments::of);
        if (served.isPresent()) {
            served.get().served(exchange);
        }
        genAi.ended(exchange, served);
        // The last one: whoever sees the request counted sees all that belongs to it.
        requests(exchange).increment();
    }

    private Counter requests(Exchange exchange) {
        if (exchange.shape().isEmpty()) {
            return unread.of(exchange.ending());
        }
        Shape shape = exchange.shape().get();
        return requests.of(
                new Asked(exchange.ending(), shape.dialect(), shape.kind(), shape.streaming()));
    }

    private Counter requests(Asked labels) {
        return requests(
                labels.ending(),
                lower(labels.dialect()),
                lower(labels.kind()),
                String.valueOf(labels.streaming()));
    }

    private Counter requests(Ending ending, String dialect, String kind, String streaming) {
        return counter(
                "sallyport.requests",
                "ending",
                lower(ending),
                "dialect",
                dialect,
                "kind",
                kind,
                "streaming",
                streaming);
    }

    /** Failed attempts whose caller got an answer all the same, from another deployment. */
    private void failovers(Exchange exchange) {
        if (exchange.ending() != Ending.ANSWERED || exchange.served().isEmpty()) {
            return;
        }
        DeploymentId served = exchange.served().get().deployment();
        for (Attempt attempt : exchange.attempts()) {
            DeploymentId tried = attempt.candidate().deployment();
            if (!tried.equals(served)) {
                add("sallyport.failovers", 1, "deployment", tried.value());
            }
        }
    }

    private Counter counter(String name, String... labels) {
        return Counter.builder(name).tags(labels).register(registry);
    }

    private void add(String name, double amount, String... labels) {
        counter(name, labels).increment(amount);
    }

    static double usd(NanoUsd amount) {
        return (double) amount.value() / NANOS;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Everything in the text form of Prometheus. */
    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
