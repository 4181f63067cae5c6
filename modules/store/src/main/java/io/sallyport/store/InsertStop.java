package io.sallyport.store;

import static io.sallyport.store.generated.Tables.STOP_ORDER;

import io.sallyport.admission.port.Stop;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;

/** Keeps a stop unless there is one already. */
record InsertStop(DSLContext context) {

    void run(Stop stop) {
        try {
            context.insertInto(STOP_ORDER)
                    .set(STOP_ORDER.STOP_KIND, stop.kind().name())
                    .set(STOP_ORDER.STOP_NAME, stop.name())
                    .set(STOP_ORDER.STOPPED_AT, stop.since())
                    .execute();
        } catch (IntegrityConstraintViolationException stoppedAlready) {
            // What was wanted: it is stopped, since an earlier moment.
            return;
        }
    }
}
