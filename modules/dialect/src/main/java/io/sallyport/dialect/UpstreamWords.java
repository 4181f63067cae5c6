package io.sallyport.dialect;

import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream's error means, and what of it may be told. Its text never leaves: the sentences
 * that clients are known to read are recognised and made again from their numbers and from a closed
 * list of names (ADR 0008).
 */
final class UpstreamWords {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z0-9_.\\[\\]]{1,64}");
    private static final Pattern PROMPT_TOO_LONG =
            Pattern.compile("prompt is too long: (\\d{1,12}) tokens > (\\d{1,12}) maximum");
    private static final Pattern INPUT_AND_OUTPUT =
            Pattern.compile(
                    "input length and `max_tokens` exceed context limit:"
                            + " (\\d{1,12}) \\+ (\\d{1,12}) > (\\d{1,12})");
    private static final Pattern CONTEXT_LENGTH =
            Pattern.compile("maximum context length is (\\d{1,12}) tokens");
    private static final Pattern RESULTED_IN =
            Pattern.compile("(?:resulted in|requested(?: about)?) (\\d{1,12}) tokens");
    private static final Pattern EXTRA_INPUTS =
            Pattern.compile(
                    "(context_management|thread|output_config|thinking|tools|betas|speed)"
                            + "(\\.[a-z0-9_.]{1,64})?: Extra inputs are not permitted");
    private static final Pattern NO_SYSTEM_ROLE =
            Pattern.compile("role '?\"?system'?\"? is not supported");
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private UpstreamWords() {}

    /** What the caller is told of an upstream's refusal. */
    record Told(String code, Meaning meaning, String message, Optional<Duration> retryAfter)
            implements Rejection {}

    /**
     * The fault of a status and an error's parts.
     *
     * @param type the upstream's error type or code, possibly empty
     * @param text the upstream's sentence, possibly empty; read, never told
     * @param field the upstream's parameter, possibly empty
     */
    static UpstreamFault fault(
            int status, Headers headers, String type, String text, String field) {
        Optional<Duration> retryAfter = retryAfter(headers);
        AttemptOutcome outcome = outcome(status, type);
        Told told =
                switch (outcome) {
                    case REFUSED -> refused(status, type, text, field);
                    case RATE_LIMITED ->
                            new Told(
                                    "rate_limit_exceeded",
                                    Meaning.RATE_LIMITED,
                                    "Every provider of this model limits our rate right now. Try again later.",
                                    Optional.of(retryAfter.orElse(Duration.ofSeconds(1))));
                    case OVERLOADED ->
                            new Told(
                                    "upstream_overloaded",
                                    Meaning.UPSTREAM_OVERLOADED,
                                    "Every provider of this model is overloaded. Try again later, or ask for another model.",
                                    Optional.of(retryAfter.orElse(Duration.ofSeconds(1))));
                    case TIMED_OUT ->
                            new Told(
                                    "upstream_timeout",
                                    Meaning.UPSTREAM_TIMEOUT,
                                    "The model did not answer in time. Try again, or ask for another model.",
                                    retryAfter);
                    case SERVER_ERROR,
                            CREDENTIAL_REFUSED,
                            PROTOCOL_ERROR,
                            CONNECT_FAILED,
                            BROKEN_OFF,
                            CIRCUIT_OPEN,
                            STOPPED,
                            ANSWERED,
                            CALLER_GONE,
                            GATEWAY_STOPPED ->
                            new Told(
                                    "upstream_failed",
                                    Meaning.UPSTREAM_FAILED,
                                    "The model's provider failed. Try again, or ask for another model.",
                                    Optional.of(retryAfter.orElse(Duration.ofSeconds(1))));
                };
        return new UpstreamFault(outcome, retryAfter, told);
    }

    /** 404 fails over too: a deployment that lost its model is that deployment's fault. */
    private static AttemptOutcome outcome(int status, String type) {
        if (status == 529
                || type.equals("overloaded_error")
                || type.equals("server_is_overloaded")) {
            return AttemptOutcome.OVERLOADED;
        }
        if (type.equals("insufficient_quota") || type.equals("billing_error")) {
            return AttemptOutcome.CREDENTIAL_REFUSED;
        }
        if (type.equals("rate_limit_error")) {
            return AttemptOutcome.RATE_LIMITED;
        }
        if (type.equals("api_error") || type.equals("server_error")) {
            return status == 503 ? AttemptOutcome.OVERLOADED : AttemptOutcome.SERVER_ERROR;
        }
        return switch (status) {
            case 401, 402, 403 -> AttemptOutcome.CREDENTIAL_REFUSED;
            case 408, 504 -> AttemptOutcome.TIMED_OUT;
            case 404, 405, 409 -> AttemptOutcome.SERVER_ERROR;
            case 429 -> AttemptOutcome.RATE_LIMITED;
            case 503 -> AttemptOutcome.OVERLOADED;
            default ->
                    status >= 400 && status < 500
                            ? AttemptOutcome.REFUSED
                            : AttemptOutcome.SERVER_ERROR;
        };
    }

    private static Told refused(int status, String type, String text, String field) {
        @Nullable Told known = recognised(text);
        if (known != null) {
            return known;
        }
        if (type.equals("context_length_exceeded") || text.contains("Input is too long")) {
            return tooLong("Input is too long.");
        }
        Meaning meaning = status == 413 ? Meaning.TOO_LARGE : Meaning.INVALID;
        StringBuilder message =
                new StringBuilder("The model's provider refused this request as wrong (HTTP ")
                        .append(status);
        if (IDENTIFIER.matcher(type).matches()) {
            message.append(", ").append(type);
        }
        if (IDENTIFIER.matcher(field).matches()) {
            message.append(", field ").append(field);
        }
        message.append("). Check the request against the provider's documentation.");
        return new Told("upstream_refused", meaning, message.toString(), Optional.empty());
    }

    private static @Nullable Told recognised(String text) {
        Matcher prompt = PROMPT_TOO_LONG.matcher(text);
        if (prompt.find()) {
            return tooLong(
                    "prompt is too long: %s tokens > %s maximum"
                            .formatted(prompt.group(1), prompt.group(2)));
        }
        Matcher sum = INPUT_AND_OUTPUT.matcher(text);
        if (sum.find()) {
            return tooLong(
                    "input length and `max_tokens` exceed context limit: %s + %s > %s"
                            .formatted(sum.group(1), sum.group(2), sum.group(3)));
        }
        Matcher context = CONTEXT_LENGTH.matcher(text);
        if (context.find()) {
            Matcher came = RESULTED_IN.matcher(text);
            return tooLong(
                    came.find()
                            ? "prompt is too long: %s tokens > %s maximum"
                                    .formatted(came.group(1), context.group(1))
                            : "This model's maximum context length is %s tokens."
                                    .formatted(context.group(1)));
        }
        Matcher extra = EXTRA_INPUTS.matcher(text);
        if (extra.find()) {
            return new Told(
                    "invalid_request",
                    Meaning.INVALID,
                    extra.group(1) + ": Extra inputs are not permitted",
                    Optional.empty());
        }
        return NO_SYSTEM_ROLE.matcher(text).find()
                ? new Told(
                        "invalid_request",
                        Meaning.INVALID,
                        "messages: role 'system' is not supported",
                        Optional.empty())
                : null;
    }

    private static Told tooLong(String message) {
        return new Told(
                "context_length_exceeded", Meaning.CONTEXT_TOO_LONG, message, Optional.empty());
    }

    /** {@code retry-after-ms}, or {@code Retry-After} in seconds or as a date; at most an hour. */
    static Optional<Duration> retryAfter(Headers headers) {
        Optional<Duration> millis =
                headers.first("retry-after-ms")
                        .filter(value -> value.matches("[0-9]{1,9}"))
                        .map(value -> Duration.ofMillis(Long.parseLong(value)));
        Optional<String> other = headers.first("retry-after");
        return millis.or(() -> other.flatMap(UpstreamWords::seconds))
                .or(() -> other.flatMap(value -> date(headers, value)))
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    private static Optional<Duration> seconds(String value) {
        return value.matches("[0-9]{1,9}(\\.[0-9]{1,3})?")
                ? Optional.of(Duration.ofMillis((long) (Double.parseDouble(value) * 1000)))
                : Optional.empty();
    }

    /** An HTTP date, against the response's own {@code Date}: two clocks need not agree. */
    private static Optional<Duration> date(Headers headers, String value) {
        try {
            ZonedDateTime until = ZonedDateTime.parse(value, HTTP_DATE);
            ZonedDateTime sent = ZonedDateTime.parse(headers.first("date").orElse(""), HTTP_DATE);
            Duration wait = Duration.between(sent, until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
