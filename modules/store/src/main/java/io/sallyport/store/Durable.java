package io.sallyport.store;

import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/**
 * Makes a change survive the death of the process before anybody is told of it. PostgreSQL does
 * that by itself when it commits. H2 hands a commit to a thread of its own, also with {@code
 * WRITE_DELAY=0}, so that a process that is killed right after the answer may have lost it
 * (measured: 2 of 4 runs); {@code CHECKPOINT SYNC} waits until everything is on the disk.
 */
record Durable(DSLContext context) {

    <T> T after(Supplier<T> change) {
        T result = change.get();
        if (context.dialect() == SQLDialect.H2) {
            context.execute("checkpoint sync");
        }
        return result;
    }

    void after(Runnable change) {
        after(() -> {
            change.run();
            return true;
        });
    }
}
