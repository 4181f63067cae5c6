package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE;
import static io.sallyport.store.generated.Tables.TRACE_ATTEMPT;

import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.RequestId;
import io.sallyport.store.generated.tables.records.TraceAttemptRecord;
import io.sallyport.store.generated.tables.records.TraceRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.TableRecord;

/** Keeps a batch of traces in one transaction; skips those that are there already. */
record AppendTraces(DSLContext context) {

    void run(List<Trace> batch) {
        if (!batch.isEmpty()) {
            context.transaction(inner -> append(inner.dsl(), batch));
        }
    }

    private static void append(DSLContext inner, List<Trace> batch) {
        Set<String> kept = kept(inner, batch);
        List<TraceRecord> traces = new ArrayList<>();
        List<TraceAttemptRecord> attempts = new ArrayList<>();
        for (Trace trace : batch) {
            if (kept.add(trace.id().value())) {
                traces.add(TraceRows.row(trace));
                attempts.addAll(TraceRows.attemptRows(trace));
            }
        }
        insert(inner, TRACE, traces);
        insert(inner, TRACE_ATTEMPT, attempts);
    }

    /** One statement, rendered once and bound for each row: {@code batchInsert} renders each. */
    private static void insert(
            DSLContext inner, Table<?> table, List<? extends TableRecord<?>> rows) {
        if (!rows.isEmpty()) {
            Object[] places = new Object[table.fields().length];
            Object[][] values = rows.stream().map(TableRecord::intoArray).toArray(Object[][]::new);
            inner.batch(inner.insertInto(table).columns(table.fields()).values(places))
                    .bind(values)
                    .execute();
        }
    }

    private static Set<String> kept(DSLContext inner, List<Trace> batch) {
        List<String> ids = batch.stream().map(Trace::id).map(RequestId::value).toList();
        return new HashSet<>(
                inner.select(TRACE.TRACE_ID)
                        .from(TRACE)
                        .where(TRACE.TRACE_ID.in(ids))
                        .fetch(TRACE.TRACE_ID));
    }
}
