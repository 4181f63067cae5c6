package io.sallyport.store;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import java.util.UUID;

/** A trace was not found, and where it may be nobody can read. */
record TraceUnreadable(RequestId id, UUID block) implements Rejection {

    @Override
    public String code() {
        return "trace_unreadable";
    }

    @Override
    public Meaning meaning() {
        return Meaning.INTERNAL;
    }

    @Override
    public String message() {
        return "If there is a trace %s, it is in block %s of the database, which is damaged. Restore a backup to read it; see docs/reference/database.md."
                .formatted(id, block);
    }
}
