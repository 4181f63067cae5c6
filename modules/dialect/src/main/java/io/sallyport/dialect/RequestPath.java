package io.sallyport.dialect;

import io.sallyport.exchange.Head;
import io.sallyport.exchange.Meaning;
import java.util.Locale;
import java.util.Optional;

/**
 * The path of a request without what clients put before it: {@code /openai}, {@code /anthropic} and
 * {@code /v1}, once, doubled or not at all, and a slash at the end.
 *
 * @param vendor the vendor's prefix, if there was one
 * @param rest what remains, with a slash in front
 */
record RequestPath(Optional<String> vendor, String rest) {

    static RequestPath of(Head head) {
        String path = head.path();
        Optional<String> vendor = Optional.empty();
        for (String name : new String[] {"openai", "anthropic"}) {
            if (path.startsWith("/" + name + "/")) {
                vendor = Optional.of(name);
                path = path.substring(name.length() + 1);
            }
        }
        while (path.startsWith("/v1/") || path.equals("/v1")) {
            path = path.substring(3);
        }
        while (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return new RequestPath(vendor, path.isEmpty() ? "/" : path);
    }

    /** The endpoint when {@code chat} is the protocol's path of chat calls; throws when none is. */
    Endpoint endpoint(Head head, String chat) {
        String method = head.method().toUpperCase(Locale.ROOT);
        if (rest.equals("/") || rest.equals("/api/hello")) {
            return allow(new Endpoint.Probe(), method, "GET", "HEAD");
        }
        if (rest.equals(chat)) {
            return allow(new Endpoint.Chat(), method, "POST");
        }
        if (chat.equals("/messages") && rest.equals("/messages/count_tokens")) {
            return allow(new Endpoint.CountTokens(), method, "POST");
        }
        if (rest.equals("/models")) {
            return allow(new Endpoint.ListModels(), method, "GET", "HEAD");
        }
        if (rest.startsWith("/models/") && rest.length() > "/models/".length()) {
            String id = rest.substring("/models/".length());
            return allow(new Endpoint.ShowModel(id), method, "GET", "HEAD");
        }
        if (rest.equals("/responses") && isWebSocket(head)) {
            throw DialectRejection.of(
                    Meaning.UPGRADE_NOT_OFFERED,
                    "websocket_not_supported",
                    "WebSockets are not offered here; use plain HTTP with server-sent events.");
        }
        throw DialectRejection.of(
                Meaning.ENDPOINT_NOT_FOUND,
                "endpoint_not_found",
                ("There is no %s %s here. This gateway has POST /v1/chat/completions, POST /v1/messages,"
                                + " POST /v1/messages/count_tokens and GET /v1/models.")
                        .formatted(printable(method), printable(head.path())));
    }

    private static boolean isWebSocket(Head head) {
        return head.headers()
                .first("upgrade")
                .map(String::trim)
                .orElse("")
                .equalsIgnoreCase("websocket");
    }

    private static Endpoint allow(Endpoint endpoint, String method, String... allowed) {
        for (String each : allowed) {
            if (each.equals(method)) {
                return endpoint;
            }
        }
        throw DialectRejection.of(
                Meaning.METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "This endpoint takes %s, not %s."
                        .formatted(String.join(" or ", allowed), printable(method)));
    }

    /** A caller's text, cut and without anything that could forge a line. */
    static String printable(String text) {
        String cut = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
