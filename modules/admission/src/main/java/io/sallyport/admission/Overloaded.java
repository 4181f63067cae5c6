package io.sallyport.admission;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.time.Duration;
import java.util.Optional;

/** The gateway has no room for this request now. */
record Overloaded(Shortage shortage) implements Rejection {
    /** As soon as the rate of shedding may have changed, and not so soon that it cannot have. */
    private static final Duration AGAIN = Duration.ofSeconds(1);

    @Override
    public String code() {
        return "overloaded";
    }

    @Override
    public Meaning meaning() {
        return Meaning.UNAVAILABLE;
    }

    @Override
    public String message() {
        return switch (shortage) {
            case REQUESTS ->
                    "The gateway has as many requests under way as it may have. Try again in a moment.";
            case QUEUE_TIME ->
                    "The gateway gets more requests than it can look at in time. Try again in a moment.";
            case BODIES ->
                    "The gateway has no memory left for the body of this request. Try again in a moment.";
            case HEAP -> "The gateway is short of memory. Try again in a moment.";
        };
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(AGAIN);
    }
}
