package io.sallyport.dialect;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Errors as OpenAI sends them: {@code {"error":{message,type,param,code}}}. */
final class OpenAiErrors {
    private OpenAiErrors() {}

    static byte[] body(Rejection rejection) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        error.put("message", rejection.message());
        error.put("type", type(rejection.meaning()));
        error.put("param", rejection.field().orElse(null));
        error.put("code", code(rejection));
        return Json.bytes(body);
    }

    static void send(
            Rejection rejection, RequestId id, ResponseSink sink, @Nullable Served served) {
        sink.send(
                ReplyHeaders.status(rejection.meaning()),
                ReplyHeaders.of(rejection, id, served),
                body(rejection));
    }

    static byte[] event(Rejection rejection) {
        return Sse.data(body(rejection));
    }

    private static String type(Meaning meaning) {
        return switch (meaning) {
            case INVALID,
                    UNSUPPORTED,
                    THREAD_UNSUPPORTED,
                    CONTEXT_TOO_LONG,
                    UNAUTHENTICATED,
                    KEY_ENDED,
                    FORBIDDEN,
                    MODEL_NOT_FOUND,
                    ENDPOINT_NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    REQUEST_TIMEOUT,
                    TOO_LARGE,
                    UPGRADE_NOT_OFFERED ->
                    "invalid_request_error";
            case RATE_LIMITED -> "rate_limit_exceeded";
            case INTERNAL, UPSTREAM_FAILED, UPSTREAM_OVERLOADED, UNAVAILABLE, UPSTREAM_TIMEOUT ->
                    "server_error";
        };
    }

    private static String code(Rejection rejection) {
        return switch (rejection.meaning()) {
            case UNAUTHENTICATED, KEY_ENDED -> "invalid_api_key";
            case MODEL_NOT_FOUND -> "model_not_found";
            case CONTEXT_TOO_LONG -> "context_length_exceeded";
            case RATE_LIMITED -> "rate_limit_exceeded";
            case INVALID,
                    UNSUPPORTED,
                    THREAD_UNSUPPORTED,
                    FORBIDDEN,
                    ENDPOINT_NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    REQUEST_TIMEOUT,
                    TOO_LARGE,
                    UPGRADE_NOT_OFFERED,
                    INTERNAL,
                    UPSTREAM_FAILED,
                    UPSTREAM_OVERLOADED,
                    UNAVAILABLE,
                    UPSTREAM_TIMEOUT ->
                    rejection.code();
        };
    }
}
