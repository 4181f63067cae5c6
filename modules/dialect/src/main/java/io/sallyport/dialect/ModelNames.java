package io.sallyport.dialect;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Rejected;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The names of models in a request: {@code model}, then {@code models:[…]} (the spelling that
 * OpenRouter made common) or Anthropic's {@code fallbacks:[{"model":…}]}. They are the gateway's
 * and never reach an upstream.
 */
final class ModelNames {
    private static final int MOST = 16;
    private static final int LONGEST = 256;
    private static final int BYTES_PER_TOKEN = 4;

    private ModelNames() {}

    static List<String> of(JsonScan scan) {
        if (!scan.has("models") && !scan.has("fallbacks")) {
            return List.of(checked(scan.string("model").orElseThrow(ModelNames::missing), "model"));
        }
        Set<String> names = new LinkedHashSet<>();
        scan.string("model").ifPresent(name -> names.add(checked(name, "model")));
        if (scan.size("models") > 0) {
            addAll(names, Json.tree(scan.raw("models").orElseThrow()), "models", false);
        }
        if (scan.size("fallbacks") > 0) {
            addAll(names, Json.tree(scan.raw("fallbacks").orElseThrow()), "fallbacks", true);
        }
        if (names.isEmpty()) {
            throw missing();
        }
        return List.copyOf(names);
    }

    private static Rejected missing() {
        return DialectRejection.invalid(
                "model", "is required: a model's name, provider/model, an alias or auto");
    }

    private static void addAll(Set<String> names, JsonNode array, String field, boolean nested) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        if (items.size() > MOST) {
            throw DialectRejection.invalid(field, "has more than " + MOST + " names");
        }
        for (int i = 0; i < items.size(); i++) {
            String path = field + "[" + i + "]";
            JsonNode name = nested ? items.get(i).path("model") : items.get(i);
            if (!name.isString()) {
                throw DialectRejection.invalid(path, "must be a model's name");
            }
            names.add(checked(name.stringValue(), path));
        }
    }

    private static String checked(String name, String path) {
        if (name.isBlank() || name.length() > LONGEST) {
            throw DialectRejection.invalid(path, "must have 1 to " + LONGEST + " characters");
        }
        return name;
    }

    /** The body for an upstream of the same dialect, its model's name in place of the caller's. */
    static JsonSplice splice(JsonScan scan, Candidate candidate) {
        JsonSplice splice =
                new JsonSplice(scan)
                        .set("model", Json.quoted(candidate.upstreamModel()))
                        .remove("models")
                        .remove("fallbacks")
                        .remove("route")
                        .remove("provider");
        candidate.refuses().forEach(splice::remove);
        return splice;
    }

    /** Tokens of a body, four bytes each: what English text and JSON come to, roughly. */
    static int estimatedTokens(int bytes) {
        return bytes / BYTES_PER_TOKEN;
    }
}
