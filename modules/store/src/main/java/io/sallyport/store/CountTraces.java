package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE_BLOCK;

import java.math.BigDecimal;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** How many traces there are in all blocks. */
record CountTraces(DSLContext context) {

    long run() {
        return context.select(DSL.coalesce(DSL.sum(TRACE_BLOCK.TRACE_COUNT), BigDecimal.ZERO))
                .from(TRACE_BLOCK)
                .fetchSingle()
                .value1()
                .longValueExact();
    }
}
