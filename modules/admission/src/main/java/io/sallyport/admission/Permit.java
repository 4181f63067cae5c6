package io.sallyport.admission;

import io.sallyport.exchange.Caller;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right of one request to go on. While it is open the request counts as in flight; closing it
 * gives the place back exactly once, however often and from whatever thread it is closed.
 */
public final class Permit implements AutoCloseable {
    private final Caller caller;
    private final InFlight inFlight;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Permit(Caller caller, InFlight inFlight) {
        this.caller = caller;
        this.inFlight = inFlight;
    }

    /** Who may go on. */
    public Caller caller() {
        return caller;
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            inFlight.leave();
        }
    }
}
