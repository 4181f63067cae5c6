package io.sallyport.audit;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.Trace.TracedAttempt;
import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Turns an exchange into what is remembered of it. Names come from callers and configuration, so
 * they are cut and cleaned here: one hostile model name must not make a whole batch unwritable
 * (PostgreSQL refuses the zero character) nor bend a list on a screen.
 */
final class TraceOfExchange {
    private static final int LONGEST_MODEL_NAME = 128;
    private static final String SIGNS_OF_MODEL_NAMES = "._:/@+-";
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
                attempts(exchange.attempts()));
    }

    private static List<TracedAttempt> attempts(List<Attempt> attempts) {
        List<TracedAttempt> traced = new ArrayList<>(attempts.size());
        for (Attempt attempt : attempts) {
            traced.add(attempt(attempt));
        }
        return traced;
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
        int nanos = instant.getNano();
        return nanos % 1_000 == 0
                ? instant
                : Instant.ofEpochSecond(instant.getEpochSecond(), nanos - nanos % 1_000);
    }

    /** Saturates instead of failing: an absurd duration must not lose the trace. */
    private static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }

    private static OptionalLong micros(Optional<Duration> duration) {
        return duration.isPresent()
                ? OptionalLong.of(micros(duration.get()))
                : OptionalLong.empty();
    }

    /** The name is the caller's own text: what could not be a model's name is not kept. */
    private static String requested(String text) {
        return isModelName(text) ? text : NO_NAME;
    }

    private static boolean isModelName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && SIGNS_OF_MODEL_NAMES.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_MODEL_NAME;
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
