package io.sallyport.admission;

import io.sallyport.exchange.Caller;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Rejection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right of one request to go on. While it is open the request counts as in flight; closing it
 * gives the place back exactly once, however often and from whatever thread it is closed.
 */
public final class Permit implements AutoCloseable {
    private final Caller caller;
    private final KeyLoad load;
    private final InFlight inFlight;
    private final Stops stops;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Permit(Caller caller, KeyLoad load, InFlight inFlight, Stops stops) {
        this.caller = caller;
        this.load = load;
        this.inFlight = inFlight;
        this.stops = stops;
    }

    /** Who may go on. */
    public Caller caller() {
        return caller;
    }

    /**
     * Why the request may not, or no longer, go to this candidate: an administrator stopped the
     * key, the provider or the model. Cheap.
     */
    public Optional<Rejection> objection(Candidate candidate) {
        return stops.objection(caller, candidate);
    }

    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            load.leave();
            inFlight.leave();
        }
    }
}
