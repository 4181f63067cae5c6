package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.TraceStore.Position;
import io.sallyport.store.generated.tables.records.TraceAttemptRecord;
import io.sallyport.store.generated.tables.records.TraceRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Traces, newest first, one page by keyset. */
record PageTraces(DSLContext context) {

    List<Trace> run(Optional<Position> before, int limit) {
        Field<String> id = BinaryOrder.of(TRACE.TRACE_ID, context.configuration());
        List<TraceRecord> rows =
                context.selectFrom(TRACE)
                        .where(before.map(place -> older(place, id)).orElseGet(DSL::noCondition))
                        .orderBy(TRACE.STARTED_AT.desc(), id.desc())
                        .limit(limit)
                        .fetch();
        Map<String, List<TraceAttemptRecord>> attempts =
                new AttemptsOfTraces(context)
                        .run(rows.stream().map(TraceRecord::getTraceId).toList());
        return rows.stream()
                .map(row ->
                        TraceRows.trace(row, attempts.getOrDefault(row.getTraceId(), List.of())))
                .toList();
    }

    private static Condition older(Position place, Field<String> id) {
        Instant start = Instant.EPOCH.plus(place.startedAtMicros(), ChronoUnit.MICROS);
        // The first condition follows from the second; it is what the index can use.
        return TRACE.STARTED_AT.le(start).and(TRACE.STARTED_AT.lt(start).or(id.lt(place.id())));
    }
}
