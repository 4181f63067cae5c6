package io.sallyport.audit;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.Trace.TracedAttempt;
import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Turns an exchange into what is remembered of it. Names come from callers and configuration, so
 * they are cut and cleaned here: one hostile model name must not make a whole batch unwritable
 * (PostgreSQL refuses the zero character) nor bend a list on a screen.
 */
final class TraceOfExchange {
    private static final Pattern MODEL_NAME = Pattern.compile("[A-Za-z0-9._:/@+-]{1,128}");
    private static final String NO_NAME = "(not a model name)";
    static final int LONGEST_NAME = 200;
    static final int LONGEST_REASON = 500;

    private TraceOfExchange() {}

    static Trace of(Exchange exchange) {
        return new Trace(
                exchange.id(),
                micros(exchange.startedAt()),
                micros(exchange.duration()),
                exchange.caller().map(caller -> name(caller.key().value())),
                exchange.caller().map(caller -> name(caller.organisation().value())),
                exchange.shape().map(shape -> shape.dialect().name()),
                exchange.shape().map(shape -> requested(shape.requestedModel())),
                exchange.served().map(candidate -> name(candidate.model().value())),
                exchange.served().map(candidate -> name(candidate.deployment().value())),
                exchange.shape().map(shape -> shape.streaming()).orElse(false),
                exchange.route().map(route -> route.strategy().name()),
                exchange.route().map(route -> clean(route.reason(), LONGEST_REASON)),
                exchange.ending(),
                exchange.rejection().map(TraceOfExchange::name),
                exchange.usage().allInput(),
                exchange.usage().cacheRead(),
                exchange.usage().cacheWrite(),
                exchange.usage().cacheWriteHour(),
                exchange.usage().output(),
                exchange.usage().reasoning(),
                exchange.served().map(candidate -> name(candidate.tariff().version())),
                exchange.charge().billed().value(),
                exchange.charge().atRisk().value(),
                micros(exchange.timeToFirstToken()),
                exchange.attempts().stream().map(TraceOfExchange::attempt).toList());
    }

    private static TracedAttempt attempt(Attempt attempt) {
        return new TracedAttempt(
                name(attempt.candidate().deployment().value()),
                attempt.outcome().name(),
                attempt.status(),
                micros(attempt.startedAt()),
                micros(attempt.firstByte()),
                micros(attempt.duration()),
                attempt.usage().allInput(),
                attempt.usage().output(),
                attempt.estimated());
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** Saturates instead of failing: an absurd duration must not lose the trace. */
    private static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }

    private static OptionalLong micros(Optional<Duration> duration) {
        return duration.map(given -> OptionalLong.of(micros(given))).orElseGet(OptionalLong::empty);
    }

    /** The name is the caller's own text: what could not be a model's name is not kept. */
    private static String requested(String text) {
        return MODEL_NAME.matcher(text).matches() ? text : NO_NAME;
    }

    private static String name(String text) {
        return clean(text, LONGEST_NAME);
    }

    private static String clean(String text, int longest) {
        return text.length() <= longest && isPlain(text) ? text : cleaned(text, longest);
    }

    /** Nearly every name is; it costs a look. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static String cleaned(String text, int longest) {
        StringBuilder cleaned = new StringBuilder();
        text.codePoints()
                .limit(longest)
                .map(point -> printable(point) ? point : '?')
                .forEach(cleaned::appendCodePoint);
        return cleaned.toString();
    }

    private static boolean printable(int codePoint) {
        boolean loneSurrogate =
                codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return !loneSurrogate && !Character.isISOControl(codePoint);
    }
}
