package io.sallyport.pipeline;

import io.sallyport.admission.Permit;
import io.sallyport.admission.Place;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Rejection;
import io.sallyport.forwarding.Departure;
import java.util.Optional;

/** What a forwarder may do for one request, as admission says. */
record Leave(Permit permit, Place place) implements Departure {

    @Override
    public Optional<Rejection> objection(Candidate candidate) {
        return permit.objection(candidate);
    }

    @Override
    public void takes(long bytes) {
        place.answer(bytes);
    }

    @Override
    public void gives(long bytes) {
        place.passed(bytes);
    }
}
