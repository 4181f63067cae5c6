package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Tariff;
import io.sallyport.exchange.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CredentialAlarmTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    private final List<String> lines = new ArrayList<>();
    private final Logger logger = Logger.getLogger(CredentialAlarm.class.getName());
    private final Handler handler = new Kept();

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
    }

    @Test
    void theAdministratorIsToldOnceAndTheNextListenerEachTime() {
        // Given
        List<Attempt> heard = new ArrayList<>();
        CredentialAlarm alarm =
                new CredentialAlarm(
                        new ExchangeListener() {
                            @Override
                            public void attempted(Attempt attempt) {
                                heard.add(attempt);
                            }
                        },
                        Clock.fixed(NOW, ZoneOffset.UTC));
        // When
        alarm.attempted(attempt(AttemptOutcome.SERVER_ERROR, 500));
        alarm.attempted(attempt(AttemptOutcome.CREDENTIAL_REFUSED, 401));
        alarm.attempted(attempt(AttemptOutcome.CREDENTIAL_REFUSED, 401));
        // Then
        assertThat(lines)
                .containsExactly(
                        "provider openai refuses our credential (status 401): check"
                                + " providers.openai.api-key");
        assertThat(heard).hasSize(3);
    }

    private static Attempt attempt(AttemptOutcome outcome, int status) {
        NanoUsd none = NanoUsd.ZERO;
        return new Attempt(
                new Candidate(
                        new DeploymentId("openai/m"),
                        new ModelId("m"),
                        new ProviderName("openai"),
                        "m",
                        new Tariff("1", none, none, none, none),
                        OptionalInt.empty()),
                NOW,
                outcome,
                OptionalInt.of(status),
                Optional.empty(),
                Duration.ZERO,
                Usage.NONE,
                false);
    }

    private final class Kept extends Handler {
        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
