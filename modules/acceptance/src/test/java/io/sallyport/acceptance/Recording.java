package io.sallyport.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request of a recorded client (see client-recordings/SOURCE.md), every string at its full
 * length again.
 *
 * @param name file and number
 * @param method the HTTP method
 * @param target path and query
 * @param headers as recorded, in their order
 * @param body the body; a missing node when there was none
 */
record Recording(
        String name, String method, String target, Map<String, String> headers, JsonNode body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern SHORTENED = Pattern.compile("(?s)(.{160})…\\[(\\d+) chars]");

    static List<Recording> all() {
        List<Recording> all = new ArrayList<>();
        for (JsonNode entry : read("index.json")) {
            String file = entry.path("file").asString();
            for (JsonNode request : read(file).path("requests")) {
                all.add(of(file, request));
            }
        }
        return all;
    }

    private static Recording of(String file, JsonNode request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.path("headers")
                .properties()
                .forEach(each -> headers.put(each.getKey(), restored(each.getValue().asString())));
        return new Recording(
                file.replace(".json", "") + " " + request.path("n").asInt(),
                request.path("method").asString(),
                request.path("path").asString() + request.path("query").asString(""),
                headers,
                restored(request.path("body")));
    }

    private static JsonNode read(String file) {
        try (InputStream in = Recording.class.getResourceAsStream("/client-recordings/" + file)) {
            return JSON.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode restored(JsonNode node) {
        if (node.isString()) {
            return JSON.getNodeFactory().stringNode(restored(node.asString()));
        }
        if (node.isArray()) {
            ArrayNode whole = JSON.createArrayNode();
            node.forEach(each -> whole.add(restored(each)));
            return whole;
        }
        if (node.isObject()) {
            ObjectNode whole = JSON.createObjectNode();
            node.properties().forEach(each -> whole.set(each.getKey(), restored(each.getValue())));
            return whole;
        }
        return node;
    }

    /** The letter A fills text and Base64 alike. */
    private static String restored(String text) {
        Matcher shortened = SHORTENED.matcher(text);
        if (!shortened.matches()) {
            return text;
        }
        int length = Integer.parseInt(shortened.group(2));
        return shortened.group(1) + "A".repeat(length - shortened.group(1).length());
    }
}
