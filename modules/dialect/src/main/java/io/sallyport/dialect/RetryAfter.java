package io.sallyport.dialect;

import io.sallyport.exchange.Headers;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long an upstream asks to be left alone; at most an hour is believed. */
final class RetryAfter {
    private static final long MOST_MILLIS = 3_600_000;

    private RetryAfter() {}

    static Optional<Duration> of(Headers headers, Clock clock) {
        return headers.first("retry-after-ms")
                .flatMap(text -> millis(text, 1))
                .or(() -> headers.first("retry-after").flatMap(text -> millis(text, 1000)))
                .or(() -> headers.first("retry-after").flatMap(text -> until(text, clock)));
    }

    private static Optional<Duration> millis(String text, long unit) {
        if (!text.strip().matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
            return Optional.empty();
        }
        return capped((long) (Double.parseDouble(text.strip()) * unit));
    }

    private static Optional<Duration> until(String text, Clock clock) {
        try {
            ZonedDateTime date =
                    ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return capped(Duration.between(clock.instant(), date.toInstant()).toMillis());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> capped(long millis) {
        return Optional.of(Duration.ofMillis(Math.clamp(millis, 0, MOST_MILLIS)));
    }
}
