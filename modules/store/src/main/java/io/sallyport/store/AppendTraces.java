package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE_BLOCK;

import io.sallyport.audit.port.Trace;
import io.sallyport.store.generated.tables.records.TraceBlockRecord;
import java.util.List;
import org.jooq.DSLContext;

/**
 * Keeps a batch of traces in one transaction: a row for each block, nearly always one. A block that
 * is there already, because the batch is repeated after an uncertain end, is passed over.
 */
record AppendTraces(DSLContext context) {

    void run(List<Trace> batch) {
        List<TraceBlockRecord> blocks = BlockPacking.of(batch);
        context.transaction(inner -> blocks.forEach(block -> insert(inner.dsl(), block)));
    }

    private static void insert(DSLContext inner, TraceBlockRecord block) {
        inner.insertInto(TRACE_BLOCK).set(block).onDuplicateKeyIgnore().execute();
    }
}
