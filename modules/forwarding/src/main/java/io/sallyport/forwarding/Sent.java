package io.sallyport.forwarding;

import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Charge;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the sending of a request ended. The reply is closed by then, whatever the ending.
 *
 * @param attempts every attempt in order
 * @param served the candidate whose answer reached the caller, whole or in part
 * @param ending how it ended for the caller
 * @param rejection what the caller was told when it failed
 * @param usage tokens of the answer; estimated where the upstream reported none
 * @param charge what it costs
 * @param firstContentAt when the first content reached the caller
 */
public record Sent(
        List<Attempt> attempts,
        Optional<Candidate> served,
        Ending ending,
        Optional<Rejection> rejection,
        Usage usage,
        Charge charge,
        Optional<Instant> firstContentAt) {

    /** Copies the list. */
    public Sent {
        attempts = List.copyOf(attempts);
    }
}
