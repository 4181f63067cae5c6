package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE;

import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.RequestId;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** One trace by its id. */
record FindTrace(DSLContext context) {

    Optional<Trace> run(RequestId id) {
        return context.selectFrom(TRACE)
                .where(TRACE.TRACE_ID.eq(id.value()))
                .fetchOptional()
                .map(row ->
                        TraceRows.trace(
                                row,
                                new AttemptsOfTraces(context)
                                        .run(List.of(id.value()))
                                        .getOrDefault(id.value(), List.of())));
    }
}
