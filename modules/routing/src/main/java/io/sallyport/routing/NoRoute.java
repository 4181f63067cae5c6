package io.sallyport.routing;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.util.List;
import java.util.Optional;

/** Why no deployment can serve a request. */
record NoRoute(String code, Meaning meaning, String message, Optional<String> field)
        implements Rejection {

    /** Nobody knows the name, or this key may not use it: the two are told alike, on purpose. */
    static NoRoute unknown(String name, List<String> near) {
        String hint = near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?";
        return new NoRoute(
                "model_not_found",
                Meaning.MODEL_NOT_FOUND,
                "The model '%s' does not exist or this key may not use it.%s GET /v1/models lists the models of this key."
                        .formatted(printable(name), hint),
                Optional.of("model"));
    }

    /** Models are there, but none can do what the request needs. */
    static NoRoute incapable(String name, String lacking) {
        return new NoRoute(
                "unsupported_capability",
                Meaning.UNSUPPORTED,
                "No deployment of '%s' offers what this request needs: %s. Leave it out or choose another model."
                        .formatted(printable(name), lacking),
                Optional.of("model"));
    }

    /** Models are there, but the input does not fit into any of them. */
    static NoRoute tooLong(int tokens, int maximum) {
        return new NoRoute(
                "context_length_exceeded",
                Meaning.CONTEXT_TOO_LONG,
                "prompt is too long: %d tokens > %d maximum".formatted(tokens, maximum),
                Optional.of("messages"));
    }

    /** A caller's text, cut and without anything that could forge a line. */
    static String printable(String text) {
        String cut = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
