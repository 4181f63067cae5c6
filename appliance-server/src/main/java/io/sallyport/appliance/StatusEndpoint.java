package io.sallyport.appliance;

import io.sallyport.adminapi.StatusView;
import io.sallyport.admission.Admission;
import io.sallyport.audit.Audit;
import io.sallyport.forwarding.Forwarder;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/** How the appliance does: for people as JSON, for Prometheus as its text. */
final class StatusEndpoint {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Admission admission;
    private final Audit audit;
    private final Forwarder forwarder;
    private final Supplier<String> scrape;
    private final Instant startedAt;

    StatusEndpoint(
            Admission admission,
            Audit audit,
            Forwarder forwarder,
            Supplier<String> scrape,
            Instant startedAt) {
        this.admission = admission;
        this.audit = audit;
        this.forwarder = forwarder;
        this.scrape = scrape;
        this.startedAt = startedAt;
    }

    AdminAnswer metrics() {
        return AdminAnswer.text(PROMETHEUS, scrape.get());
    }

    AdminAnswer show(AdminCall call) {
        call.takes();
        return AdminAnswer.json(
                200,
                new StatusView(
                        Main.VERSION,
                        startedAt,
                        admission.inFlight(),
                        new StatusView.Traces(audit.queued(), audit.written(), audit.dropped()),
                        admission.refreshFailures(),
                        forwarder.breakers().stream()
                                .map(each ->
                                        new StatusView.Breaker(
                                                each.deployment().value(),
                                                each.position().name().toLowerCase(Locale.ROOT)))
                                .toList()));
    }
}
