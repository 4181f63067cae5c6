package io.sallyport.appliance;

import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Exchange;
import io.sallyport.exchange.ExchangeListener;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the administrator when a provider refuses our credential: a caller cannot mend that and is
 * not told. At most one line a minute for each provider; everything goes on to the next listener.
 */
final class CredentialAlarm implements ExchangeListener {
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final System.Logger log = System.getLogger(CredentialAlarm.class.getName());
    private final Map<String, Instant> told = new ConcurrentHashMap<>();
    private final ExchangeListener next;
    private final Clock clock;

    CredentialAlarm(ExchangeListener next, Clock clock) {
        this.next = next;
        this.clock = clock;
    }

    @Override
    public void attempted(Attempt attempt) {
        if (attempt.outcome() == AttemptOutcome.CREDENTIAL_REFUSED) {
            alarm(attempt);
        }
        next.attempted(attempt);
    }

    @Override
    public void ended(Exchange exchange) {
        next.ended(exchange);
    }

    private void alarm(Attempt attempt) {
        String provider = attempt.candidate().provider().value();
        Instant now = clock.instant();
        Instant last = told.put(provider, now);
        if (last == null || last.plus(QUIET).isBefore(now)) {
            log.log(
                    Level.WARNING,
                    "provider {0} refuses our credential (status {1}): check providers.{0}.api-key",
                    provider,
                    Integer.toString(attempt.status().orElse(0)));
        } else {
            told.put(provider, last);
        }
    }
}
