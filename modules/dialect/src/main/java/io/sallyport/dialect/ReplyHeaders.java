package io.sallyport.dialect;

import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of replies that both protocols share. */
final class ReplyHeaders {
    private static final long LONGEST_RETRY_SECONDS = 60;

    private ReplyHeaders() {}

    /** A caller's header that travels to an upstream; refused when no client could send it. */
    static Headers.Field sendable(Headers.Field field) {
        if (!field.value().chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw DialectRejection.invalid(
                    field.name(), "the header must have printable ASCII characters only");
        }
        return field;
    }

    /** Content type, both spellings of the request id, and who served. */
    static Headers of(String contentType, RequestId id, @Nullable Served served) {
        return new Headers(fields(contentType, id, served));
    }

    private static List<Headers.Field> fields(
            String contentType, RequestId id, @Nullable Served served) {
        List<Headers.Field> fields = new ArrayList<>(10);
        add(fields, "content-type", contentType);
        add(fields, "x-request-id", id.value());
        add(fields, "request-id", id.value());
        if (served != null) {
            add(fields, "x-sallyport-model", served.candidate().deployment().value());
            addDecision(fields, served);
        }
        return fields;
    }

    private static void addDecision(List<Headers.Field> fields, Served served) {
        add(fields, "x-sallyport-attempts", Integer.toString(served.attempts()));
        add(fields, "x-sallyport-strategy", spelled(served.plan().strategy()));
        add(fields, "x-sallyport-reason", served.plan().reason());
    }

    private static String spelled(Strategy strategy) {
        return switch (strategy) {
            case COST_FIRST -> "cost-first";
            case PERFORMANCE_FIRST -> "performance-first";
            case LATENCY_FIRST -> "latency-first";
            case BALANCED -> "balanced";
            case EXPLICIT -> "explicit";
        };
    }

    private static void add(List<Headers.Field> fields, String name, String value) {
        fields.add(new Headers.Field(name, value));
    }

    /**
     * Headers of an error; no model is named where nobody was asked. A retry is asked for with at
     * most 60 s (clients ignore or sleep longer ones), and forbidden where it cannot help or was
     * already done here.
     */
    static Headers of(Rejection rejection, RequestId id, @Nullable Served served) {
        boolean nobodyAsked = served != null && served.attempts() == 0;
        List<Headers.Field> fields = fields("application/json", id, nobodyAsked ? null : served);
        if (served != null && nobodyAsked) {
            addDecision(fields, served);
        }
        rejection
                .retryAfter()
                .ifPresent(wait -> add(fields, "retry-after", Long.toString(seconds(wait))));
        if (forbidsRetry(rejection, served)) {
            add(fields, "x-should-retry", "false");
        }
        return new Headers(fields);
    }

    private static long seconds(Duration wait) {
        return Math.clamp((wait.toMillis() + 999) / 1000, 1, LONGEST_RETRY_SECONDS);
    }

    /**
     * A key that has ended stays so. Where several attempts were made here already, a client that
     * tries again multiplies them; but limits and overload pass, and Retry-After says when.
     */
    private static boolean forbidsRetry(Rejection rejection, @Nullable Served served) {
        boolean triedHere = served != null && served.attempts() > 1;
        return switch (rejection.meaning()) {
            case KEY_ENDED -> true;
            case UPSTREAM_FAILED, UPSTREAM_TIMEOUT -> triedHere;
            case INVALID,
                    UNSUPPORTED,
                    THREAD_UNSUPPORTED,
                    CONTEXT_TOO_LONG,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    MODEL_NOT_FOUND,
                    ENDPOINT_NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    REQUEST_TIMEOUT,
                    TOO_LARGE,
                    UPGRADE_NOT_OFFERED,
                    RATE_LIMITED,
                    INTERNAL,
                    UPSTREAM_OVERLOADED,
                    UNAVAILABLE ->
                    false;
        };
    }

    /** The status of a meaning in both protocols; Anthropic changes 503 of an upstream to 529. */
    static int status(Meaning meaning) {
        return switch (meaning) {
            case INVALID, UNSUPPORTED, THREAD_UNSUPPORTED, CONTEXT_TOO_LONG -> 400;
            case UNAUTHENTICATED, KEY_ENDED -> 401;
            case FORBIDDEN -> 403;
            case MODEL_NOT_FOUND, ENDPOINT_NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case REQUEST_TIMEOUT -> 408;
            case TOO_LARGE -> 413;
            case UPGRADE_NOT_OFFERED -> 426;
            case RATE_LIMITED -> 429;
            case INTERNAL -> 500;
            case UPSTREAM_FAILED -> 502;
            case UPSTREAM_OVERLOADED, UNAVAILABLE -> 503;
            case UPSTREAM_TIMEOUT -> 504;
        };
    }
}
