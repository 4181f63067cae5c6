package io.sallyport.dialect;

import io.sallyport.exchange.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A value of a JSON body and where it stands ({@code messages[2].content[0].type}); reading it as
 * something that it is not is refused with that path. {@code null} counts as absent.
 */
record JsonView(String path, JsonNode node) {

    /** The whole body; {@link JsonScan#of} has checked it before. */
    static JsonView of(byte[] body) {
        return new JsonView("", JsonScan.MAPPER.readTree(body));
    }

    static String quoted(String text) {
        return JsonScan.MAPPER.writeValueAsString(text);
    }

    Optional<JsonView> field(String name) {
        JsonNode child = node.get(name);
        return child == null || child.isNull()
                ? Optional.empty()
                : Optional.of(new JsonView(path.isEmpty() ? name : path + "." + name, child));
    }

    JsonView required(String name) {
        String at = path.isEmpty() ? name : path + "." + name;
        return field(name)
                .orElseThrow(
                        () -> new Rejected(InvalidRequest.at(at, "is missing; it is required.")));
    }

    Optional<String> optionalText(String name) {
        return field(name).map(JsonView::text);
    }

    String text() {
        if (!node.isString()) {
            throw wrong("must be a string.");
        }
        return node.asString();
    }

    boolean bool() {
        if (!node.isBoolean()) {
            throw wrong("must be true or false.");
        }
        return node.asBoolean();
    }

    int integer(int least, int most) {
        if (!node.isIntegralNumber()
                || !node.canConvertToInt()
                || node.asInt() < least
                || node.asInt() > most) {
            throw wrong("must be an integer from " + least + " to " + most + ".");
        }
        return node.asInt();
    }

    double number() {
        if (!node.isNumber()) {
            throw wrong("must be a number.");
        }
        return node.asDouble();
    }

    List<JsonView> list() {
        if (!node.isArray()) {
            throw wrong("must be a list.");
        }
        List<JsonView> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(new JsonView(path + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    JsonView object() {
        if (!node.isObject()) {
            throw wrong("must be an object.");
        }
        return this;
    }

    /** The value as JSON text. */
    String json() {
        return JsonScan.MAPPER.writeValueAsString(node);
    }

    /** A refusal that names this place. */
    Rejected wrong(String must) {
        return new Rejected(InvalidRequest.at(path.isEmpty() ? "body" : path, must));
    }

    @Override
    public String toString() {
        return "JsonView[" + path + "]";
    }
}
