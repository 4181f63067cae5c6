package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE_BLOCK;

import io.sallyport.audit.port.Trace;
import io.sallyport.store.generated.tables.records.TraceBlockRecord;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/**
 * Keeps a batch of traces in one transaction: a row for each block, nearly always one. Blocks that
 * are there already, because the batch is repeated after an uncertain end, are looked for only once
 * the database says so.
 */
record AppendTraces(DSLContext context) {
    private static final String INTEGRITY_VIOLATED = "23";

    void run(List<Trace> batch) {
        List<TraceBlockRecord> blocks = BlockPacking.of(batch);
        try {
            insert(blocks);
        } catch (DataAccessException refused) {
            if (!repeats(refused)) {
                throw refused;
            }
            insert(unknown(blocks));
        }
    }

    private void insert(List<TraceBlockRecord> blocks) {
        context.transaction(inner ->
                inner.dsl().connection(connection -> new InsertBlocks(connection).run(blocks)));
    }

    private static boolean repeats(DataAccessException refused) {
        SQLException cause = refused.getCause(SQLException.class);
        return cause != null
                && cause.getSQLState() != null
                && cause.getSQLState().startsWith(INTEGRITY_VIOLATED);
    }

    private List<TraceBlockRecord> unknown(List<TraceBlockRecord> blocks) {
        List<UUID> ids = blocks.stream().map(TraceBlockRecord::getBlockId).toList();
        Set<UUID> kept =
                context.select(TRACE_BLOCK.BLOCK_ID)
                        .from(TRACE_BLOCK)
                        .where(TRACE_BLOCK.BLOCK_ID.in(ids))
                        .fetchSet(TRACE_BLOCK.BLOCK_ID);
        return blocks.stream().filter(block -> !kept.contains(block.getBlockId())).toList();
    }
}
