package io.sallyport.store;

import static io.sallyport.store.generated.Tables.STOP_ORDER;

import io.sallyport.admission.port.Stop;
import java.util.Comparator;
import java.util.List;
import org.jooq.DSLContext;

/** Everything that is stopped; few, so they are ordered here, the same for every engine. */
record ListStops(DSLContext context) {

    List<Stop> run() {
        return context.selectFrom(STOP_ORDER).fetch().stream()
                .map(row ->
                        new Stop(
                                Stop.Kind.valueOf(row.getStopKind()),
                                row.getStopName(),
                                row.getStoppedAt()))
                .sorted(Comparator.comparing(Stop::kind).thenComparing(Stop::name))
                .toList();
    }
}
