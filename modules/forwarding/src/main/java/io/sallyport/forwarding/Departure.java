package io.sallyport.forwarding;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Rejection;
import java.util.Optional;

/**
 * Whether a request may go to a candidate, and stay there while nothing of the answer has reached
 * the caller: asked before every attempt and several times a second until the commit. Must be cheap
 * and thread-safe.
 */
@FunctionalInterface
public interface Departure {

    /** Why it may not; empty when it may. */
    Optional<Rejection> objection(Candidate candidate);

    /**
     * Takes memory for these further bytes of an answer, or refuses with {@link
     * io.sallyport.exchange.Rejected}. A departure that keeps no account of memory takes nothing.
     */
    default void takes(long bytes) {}

    /** These bytes of an answer need no memory any more. */
    default void gives(long bytes) {}
}
