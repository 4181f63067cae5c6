package io.sallyport.dialect;

import io.sallyport.exchange.Head;
import io.sallyport.exchange.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A path without what clients put before it: {@code /openai}, {@code /anthropic}, {@code /v1} (also
 * doubled), and without a trailing slash.
 */
record EndpointPath(String prefix, List<String> segments) {

    static EndpointPath of(Head head) {
        List<String> segments = new ArrayList<>();
        for (String segment : head.path().split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        String prefix = "";
        if (!segments.isEmpty() && Set.of("openai", "anthropic").contains(segments.getFirst())) {
            prefix = segments.removeFirst();
        }
        while (!segments.isEmpty() && segments.getFirst().equals("v1")) {
            segments.removeFirst();
        }
        return new EndpointPath(prefix, List.copyOf(segments));
    }

    boolean is(String path) {
        return String.join("/", segments).equals(path);
    }

    /** The endpoints that both protocols have; {@code Rejected} for every other. */
    Endpoint shared(Head head) {
        if (segments.isEmpty() || is("api/hello")) {
            return allowed(head, new Endpoint.Probe(), "GET", "HEAD");
        }
        if (is("models")) {
            return allowed(head, new Endpoint.ListModels(), "GET", "HEAD");
        }
        if (segments.getFirst().equals("models")) {
            String id = String.join("/", segments.subList(1, segments.size()));
            return allowed(head, new Endpoint.ShowModel(id), "GET", "HEAD");
        }
        if (is("responses") && wantsWebSocket(head)) {
            throw new Rejected(new EndpointRefused.UpgradeNotOffered());
        }
        throw new Rejected(EndpointRefused.NotFound.of(head));
    }

    static Endpoint allowed(Head head, Endpoint endpoint, String... methods) {
        if (List.of(methods).contains(head.method())) {
            return endpoint;
        }
        throw new Rejected(EndpointRefused.MethodNotAllowed.of(head, methods[0]));
    }

    private static boolean wantsWebSocket(Head head) {
        return head.headers()
                .first("upgrade")
                .filter(value -> value.toLowerCase(Locale.ROOT).contains("websocket"))
                .isPresent();
    }
}
