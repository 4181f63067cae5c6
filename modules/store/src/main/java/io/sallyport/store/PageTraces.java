package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE_BLOCK;

import io.sallyport.audit.port.TraceStore.Page;
import io.sallyport.audit.port.TraceStore.Position;
import io.sallyport.store.generated.tables.records.TraceBlockRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Traces, newest first, one page by keyset. Blocks overlap in time, because a long stream is
 * written with the short calls that end when it does; so they are read by their newest trace, until
 * none that is left can have one for the page.
 *
 * <pre>
 *            older ◄──────────────────────────────────────────────► newer
 *   block 1                 │            ├──────────────────────┤
 *   block 2                 │   ├─────────────────┤
 *   block 3      ├──────────│────────────────┤         its newest may still be on the page
 *   block 4   ├───────────┤ │                          nothing of it can: the end
 *                           └ the oldest of a page that is full
 * </pre>
 */
record PageTraces(DSLContext context) {
    private static final int FIRST_PORTION = 4;
    private static final int LARGEST_PORTION = 64;

    Page run(Optional<Position> before, int limit) {
        NewestTraces newest = new NewestTraces(before, limit);
        Optional<TraceBlockRecord> last = Optional.empty();
        int portion = FIRST_PORTION;
        List<TraceBlockRecord> blocks;
        do {
            blocks = portion(before, last, portion);
            for (TraceBlockRecord block : blocks) {
                if (!newest.takes(block.getLastStartedAt())) {
                    return newest.page();
                }
                newest.add(block);
            }
            last = blocks.isEmpty() ? last : Optional.of(blocks.getLast());
            portion = Math.min(portion * 2, LARGEST_PORTION);
        } while (!blocks.isEmpty());
        return newest.page();
    }

    private List<TraceBlockRecord> portion(
            Optional<Position> before, Optional<TraceBlockRecord> last, int portion) {
        return context.selectFrom(TRACE_BLOCK)
                .where(before.map(PageTraces::holds).orElseGet(DSL::noCondition))
                .and(last.map(PageTraces::follows).orElseGet(DSL::noCondition))
                .orderBy(TRACE_BLOCK.LAST_STARTED_AT.desc(), TRACE_BLOCK.BLOCK_ID.desc())
                .limit(portion)
                .fetch();
    }

    /** Has one that is as old as this; the second condition follows from it, for the index. */
    private static Condition holds(Position place) {
        return TRACE_BLOCK
                .FIRST_STARTED_AT
                .le(Instant.EPOCH.plus(place.startedAtMicros(), ChronoUnit.MICROS))
                .and(
                        TRACE_BLOCK.LAST_STARTED_AT.lt(
                                Neighbourhood.windowEnd(place.startedAtMicros())));
    }

    private static Condition follows(TraceBlockRecord block) {
        Instant last = block.getLastStartedAt();
        // The first condition follows from the second; it is what the index can use.
        return TRACE_BLOCK
                .LAST_STARTED_AT
                .le(last)
                .and(
                        TRACE_BLOCK
                                .LAST_STARTED_AT
                                .lt(last)
                                .or(TRACE_BLOCK.BLOCK_ID.lt(block.getBlockId())));
    }
}
