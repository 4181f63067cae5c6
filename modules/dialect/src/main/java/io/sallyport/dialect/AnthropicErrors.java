package io.sallyport.dialect;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Errors as Anthropic sends them: {@code {"type":"error","error":{type,message},"request_id"}}. */
final class AnthropicErrors {
    private AnthropicErrors() {}

    static byte[] body(Rejection rejection, RequestId id) {
        ObjectNode body = Json.object().put("type", "error");
        ObjectNode error = body.putObject("error");
        error.put("type", type(rejection.meaning()));
        error.put("message", rejection.message());
        if (rejection.meaning() == Meaning.THREAD_UNSUPPORTED) {
            ObjectNode details = error.putObject("details");
            details.put("error_code", "thread_unsupported_request");
            details.putArray("unsupported").add("thread");
        }
        body.put("request_id", id.value());
        return Json.bytes(body);
    }

    static void send(
            Rejection rejection, RequestId id, ResponseSink sink, @Nullable Served served) {
        int status =
                rejection.meaning() == Meaning.UPSTREAM_OVERLOADED
                        ? 529
                        : ReplyHeaders.status(rejection.meaning());
        sink.send(status, ReplyHeaders.of(rejection, id, served), body(rejection, id));
    }

    private static String type(Meaning meaning) {
        return switch (meaning) {
            case INVALID,
                    UNSUPPORTED,
                    THREAD_UNSUPPORTED,
                    CONTEXT_TOO_LONG,
                    METHOD_NOT_ALLOWED,
                    UPGRADE_NOT_OFFERED ->
                    "invalid_request_error";
            case UNAUTHENTICATED, KEY_ENDED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case MODEL_NOT_FOUND, ENDPOINT_NOT_FOUND -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case RATE_LIMITED -> "rate_limit_error";
            case UPSTREAM_OVERLOADED -> "overloaded_error";
            case REQUEST_TIMEOUT, UPSTREAM_TIMEOUT -> "timeout_error";
            case INTERNAL, UPSTREAM_FAILED, UNAVAILABLE -> "api_error";
        };
    }
}
