package io.sallyport.store;

import static io.sallyport.store.generated.Tables.KEY_VERSION;

import org.jooq.DSLContext;

/**
 * Counts one change of a key. Run first in the transaction of the change: the row's lock then lets
 * changes commit in the order of their numbers, so that whoever reads a number sees its change.
 */
record CountKeyChange(DSLContext context) {

    void run() {
        context.update(KEY_VERSION)
                .set(KEY_VERSION.CHANGE_COUNT, KEY_VERSION.CHANGE_COUNT.plus(1))
                .execute();
    }
}
