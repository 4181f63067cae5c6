package io.sallyport.store;

import static io.sallyport.store.generated.Tables.STOP_ORDER;

import io.sallyport.admission.port.Stop;
import org.jooq.DSLContext;

/** Forgets a stop. */
record DeleteStop(DSLContext context) {

    void run(Stop.Kind kind, String name) {
        context.deleteFrom(STOP_ORDER)
                .where(STOP_ORDER.STOP_KIND.eq(kind.name()))
                .and(STOP_ORDER.STOP_NAME.eq(name))
                .execute();
    }
}
