package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE_ATTEMPT;

import io.sallyport.store.generated.tables.records.TraceAttemptRecord;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** The attempts of these traces, by trace, each list in the order of the attempts. */
record AttemptsOfTraces(DSLContext context) {

    Map<String, List<TraceAttemptRecord>> run(List<String> traceIds) {
        if (traceIds.isEmpty()) {
            return Map.of();
        }
        Map<String, ? extends List<TraceAttemptRecord>> groups =
                context.selectFrom(TRACE_ATTEMPT)
                        .where(TRACE_ATTEMPT.TRACE_ID.in(traceIds))
                        .orderBy(TRACE_ATTEMPT.TRACE_ID, TRACE_ATTEMPT.ATTEMPT_NUMBER)
                        .fetchGroups(TRACE_ATTEMPT.TRACE_ID);
        return Map.copyOf(groups);
    }
}
