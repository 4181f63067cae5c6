package io.sallyport.appliance;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.time.Duration;
import java.util.Optional;

/** The address for which a trusted proxy asks has as many requests under way as it may. */
record TooManyFromAddress(int most) implements Rejection {

    @Override
    public String code() {
        return "too_many_requests_from_address";
    }

    @Override
    public Meaning meaning() {
        return Meaning.RATE_LIMITED;
    }

    @Override
    public String message() {
        return "Your address has %d requests under way here, as many as it may. Wait until one of them has ended."
                .formatted(most);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(Duration.ofSeconds(1));
    }
}
