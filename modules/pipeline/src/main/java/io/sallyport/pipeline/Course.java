package io.sallyport.pipeline;

import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Charge;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.Exchange;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Usage;
import io.sallyport.forwarding.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one exchange while it goes on. It begins as a failure of the gateway, so that an
 * exchange which ends in a way that nobody foresaw is remembered as just that. Confined to one
 * thread.
 */
final class Course {
    private final Arrival arrival;
    private Optional<Caller> caller = Optional.empty();
    private Optional<Shape> shape = Optional.empty();
    private Optional<RoutePlan> route = Optional.empty();
    private Optional<Candidate> served = Optional.empty();
    private Optional<Instant> firstContentAt = Optional.empty();
    private Optional<String> rejection = Optional.of("internal_error");
    private List<Attempt> attempts = List.of();
    private Ending ending = Ending.FAILED;
    private Usage usage = Usage.NONE;
    private Charge charge = Charge.NONE;

    Course(Arrival arrival) {
        this.arrival = arrival;
    }

    void askedBy(Caller known) {
        caller = Optional.of(known);
    }

    void asks(Shape known) {
        shape = Optional.of(known);
    }

    void goes(RoutePlan known) {
        route = Optional.of(known);
    }

    void answered() {
        ending = Ending.ANSWERED;
        rejection = Optional.empty();
    }

    void sent(Sent sent) {
        attempts = sent.attempts();
        served = sent.served();
        ending = sent.ending();
        rejection = sent.rejection().map(Rejection::code);
        usage = sent.usage();
        charge = sent.charge();
        firstContentAt = sent.firstContentAt();
    }

    void refused(Rejection why) {
        ending = Ending.REFUSED;
        rejection = Optional.of(why.code());
    }

    /** The caller went away; what it would have been told no longer matters. */
    void callerGone() {
        ending = Ending.CALLER_GONE;
        rejection = Optional.empty();
    }

    Exchange endedAt(Instant now) {
        return new Exchange(
                arrival.id(),
                arrival.at(),
                since(now),
                caller,
                shape,
                route,
                attempts,
                served,
                ending,
                rejection,
                usage,
                charge,
                firstContentAt.map(this::since));
    }

    /** Never negative, whatever happens to the clock of the machine. */
    private Duration since(Instant moment) {
        Duration time = Duration.between(arrival.at(), moment);
        return time.isNegative() ? Duration.ZERO : time;
    }
}
