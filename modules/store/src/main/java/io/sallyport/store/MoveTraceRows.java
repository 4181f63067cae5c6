package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE;
import static io.sallyport.store.generated.Tables.TRACE_ATTEMPT;

import io.sallyport.audit.port.Trace;
import io.sallyport.store.generated.tables.records.TraceAttemptRecord;
import io.sallyport.store.generated.tables.records.TraceRecord;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * Moves the traces of an older version, one row each, into blocks, the oldest first. Each turn is
 * one transaction, so it may be broken off and taken up again at any time. The rows of a turn are
 * locked: another node that opens the same database waits for them, finds them gone and goes on
 * with the next.
 */
record MoveTraceRows(DSLContext context) {
    private static final int TURN = 500;

    void run() {
        long moved = 0;
        int turn;
        do {
            turn = context.transactionResult(inner -> move(inner.dsl()));
            moved += turn;
        } while (turn > 0);
        if (moved > 0) {
            System.getLogger(MoveTraceRows.class.getName())
                    .log(Level.INFO, "{0} traces of an older version moved into blocks", moved);
        }
    }

    private static int move(DSLContext inner) {
        List<TraceRecord> rows =
                inner.selectFrom(TRACE)
                        .orderBy(TRACE.STARTED_AT, TRACE.TRACE_ID)
                        .limit(TURN)
                        .forUpdate()
                        .fetch();
        if (rows.isEmpty()) {
            return 0;
        }
        List<String> ids = rows.stream().map(TraceRecord::getTraceId).toList();
        Map<String, List<TraceAttemptRecord>> attempts = new AttemptsOfTraces(inner).run(ids);
        List<Trace> traces =
                rows.stream()
                        .map(row ->
                                TraceRows.trace(
                                        row, attempts.getOrDefault(row.getTraceId(), List.of())))
                        .toList();
        new AppendTraces(inner).run(traces);
        inner.deleteFrom(TRACE_ATTEMPT).where(TRACE_ATTEMPT.TRACE_ID.in(ids)).execute();
        inner.deleteFrom(TRACE).where(TRACE.TRACE_ID.in(ids)).execute();
        return rows.size();
    }
}
