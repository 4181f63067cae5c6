package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE;

import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.RequestId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/**
 * Keeps a batch of traces in one transaction. Those that are there already, which happens only when
 * a batch is repeated after an uncertain end, are looked for only once the database says so.
 */
record AppendTraces(DSLContext context) {
    private static final String INTEGRITY_VIOLATED = "23";

    void run(List<Trace> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            insert(batch);
        } catch (DataAccessException refused) {
            if (!repeats(refused)) {
                throw refused;
            }
            insert(unknown(batch));
        }
    }

    private void insert(List<Trace> batch) {
        context.transaction(inner ->
                inner.dsl()
                        .connection(connection -> {
                            TraceRows.TRACES.run(connection, batch);
                            TraceRows.ATTEMPTS.run(connection, TraceRows.attempts(batch));
                        }));
    }

    private static boolean repeats(DataAccessException refused) {
        SQLException cause = refused.getCause(SQLException.class);
        return cause != null
                && cause.getSQLState() != null
                && cause.getSQLState().startsWith(INTEGRITY_VIOLATED);
    }

    private List<Trace> unknown(List<Trace> batch) {
        Set<String> kept = kept(batch);
        List<Trace> unknown = new ArrayList<>();
        for (Trace trace : batch) {
            if (kept.add(trace.id().value())) {
                unknown.add(trace);
            }
        }
        return unknown;
    }

    private Set<String> kept(List<Trace> batch) {
        List<String> ids = batch.stream().map(Trace::id).map(RequestId::value).toList();
        return new HashSet<>(
                context.select(TRACE.TRACE_ID)
                        .from(TRACE)
                        .where(TRACE.TRACE_ID.in(ids))
                        .fetch(TRACE.TRACE_ID));
    }
}
