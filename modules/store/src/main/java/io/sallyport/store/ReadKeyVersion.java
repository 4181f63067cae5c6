package io.sallyport.store;

import static io.sallyport.store.generated.Tables.KEY_VERSION;

import org.jooq.DSLContext;

/** How many changes of keys there were. */
record ReadKeyVersion(DSLContext context) {

    long run() {
        return context.select(KEY_VERSION.CHANGE_COUNT).from(KEY_VERSION).fetchSingle().value1();
    }
}
