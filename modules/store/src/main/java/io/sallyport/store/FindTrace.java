package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE_BLOCK;

import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.RequestId;
import io.sallyport.store.generated.tables.records.TraceBlockRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * One trace by its id. The blocks whose ids start alike and enclose it are read, those first whose
 * ids end soonest behind it: ids ascend in time, so it is most likely in one of the first.
 */
record FindTrace(DSLContext context) {
    private static final int PORTION = 8;

    Optional<Trace> run(RequestId id) {
        Optional<TraceBlockRecord> damaged = Optional.empty();
        Optional<TraceBlockRecord> last = Optional.empty();
        List<TraceBlockRecord> blocks;
        do {
            blocks = portion(id, last);
            for (TraceBlockRecord block : blocks) {
                try {
                    Optional<Trace> found = in(block, id);
                    if (found.isPresent()) {
                        return found;
                    }
                } catch (DamagedBlock unreadable) {
                    damaged = Optional.of(block);
                }
            }
            last = blocks.isEmpty() ? last : Optional.of(blocks.getLast());
        } while (!blocks.isEmpty());
        if (damaged.isPresent()) {
            throw new Rejected(new TraceUnreadable(id, damaged.get().getBlockId()));
        }
        return Optional.empty();
    }

    private static Optional<Trace> in(TraceBlockRecord block, RequestId id) throws DamagedBlock {
        return BlockReading.traces(block).stream()
                .filter(trace -> trace.id().equals(id))
                .findFirst();
    }

    private List<TraceBlockRecord> portion(RequestId id, Optional<TraceBlockRecord> last) {
        byte[] bytes = BlockPacking.bytes(id.value());
        byte[] start = BlockPacking.bytes(Neighbourhood.start(id.value()));
        return context.selectFrom(TRACE_BLOCK)
                .where(TRACE_BLOCK.IDS_START_WITH.eq(start))
                .and(TRACE_BLOCK.HIGHEST_TRACE_ID.ge(bytes))
                .and(TRACE_BLOCK.LOWEST_TRACE_ID.le(bytes))
                .and(last.map(FindTrace::follows).orElseGet(DSL::noCondition))
                // The start is the same in all; it is what lets H2 read them in the index's order.
                .orderBy(
                        TRACE_BLOCK.IDS_START_WITH,
                        TRACE_BLOCK.HIGHEST_TRACE_ID,
                        TRACE_BLOCK.BLOCK_ID)
                .limit(PORTION)
                .fetch();
    }

    private static Condition follows(TraceBlockRecord block) {
        byte[] highest = block.getHighestTraceId();
        return TRACE_BLOCK
                .HIGHEST_TRACE_ID
                .ge(highest)
                .and(
                        TRACE_BLOCK
                                .HIGHEST_TRACE_ID
                                .gt(highest)
                                .or(TRACE_BLOCK.BLOCK_ID.gt(block.getBlockId())));
    }
}
