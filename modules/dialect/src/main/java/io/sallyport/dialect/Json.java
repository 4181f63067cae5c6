package io.sallyport.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads fields of a JSON tree and refuses wrong ones by their path. Only translation uses trees; a
 * request that stays in its dialect never becomes one.
 */
final class Json {
    /** Numbers keep their digits: 1.10 and 9007199254740993 come out as they went in. */
    static final JsonMapper MAPPER =
            JsonMapper.builder(JsonScan.FACTORY)
                    .enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private static final ObjectWriter ASCII =
            MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The tree of bytes that {@link JsonScan} has checked. */
    static JsonNode tree(byte[] bytes) {
        return MAPPER.readTree(bytes);
    }

    /**
     * The tree of an upstream's bytes; {@link ProtocolFault} when they are no JSON object, {@link
     * LimitPassed} when they may be one and are over the limits of {@link JsonScan}.
     */
    static JsonNode upstream(byte[] bytes) {
        try {
            JsonScan.demandObject(bytes); // its limits are ours, those of a tree are not all
        } catch (JsonFault fault) {
            if (fault.kind() == JsonFault.Kind.LIMIT) {
                throw new LimitPassed("JSON of depth 64 and strings of 16 MiB");
            }
            throw new ProtocolFault("a JSON object in UTF-8");
        }
        return scanned(bytes);
    }

    /**
     * The tree of what {@link JsonScan} has checked of an upstream; {@link LimitPassed} as above.
     */
    static JsonNode scanned(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (JacksonException otherLimit) {
            throw new LimitPassed("JSON that a tree can be made of");
        }
    }

    /** The tree of an upstream's error body; an empty object when it is none. */
    static JsonNode lenientTree(byte[] bytes) {
        try {
            return upstream(bytes);
        } catch (ProtocolFault | LimitPassed noJson) {
            return object();
        }
    }

    /** Arguments of a call as a caller sent them; refused by path when they are no JSON object. */
    static String arguments(JsonNode function, String path) {
        String arguments = optionalText(function, "arguments", path).orElse("");
        try {
            if (!arguments.isBlank()) {
                JsonScan.demandObject(arguments.getBytes(StandardCharsets.UTF_8));
            }
            return arguments;
        } catch (JsonFault fault) {
            throw DialectRejection.invalid(
                    join(path, "arguments"), "must be a JSON object, written as a string");
        }
    }

    /**
     * The node as UTF-8. An upstream may split a surrogate pair over two deltas; half a pair has no
     * UTF-8, but an escape.
     */
    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JacksonException halfPair) {
            return ASCII.writeValueAsBytes(node);
        }
    }

    /** The text as a JSON string with its quotes. */
    static String quoted(String text) {
        return isPlain(text) ? '"' + text + '"' : MAPPER.writeValueAsString(text);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each < ' ' || each > '~' || each == '"' || each == '\\') {
                return false;
            }
        }
        return true;
    }

    static boolean present(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        return !node.isMissingNode() && !node.isNull();
    }

    static String text(JsonNode parent, String name, String path) {
        return optionalText(parent, name, path)
                .orElseThrow(() -> DialectRejection.invalid(join(path, name), "is required"));
    }

    static Optional<String> optionalText(JsonNode parent, String name, String path) {
        if (!present(parent, name)) {
            return Optional.empty();
        }
        if (!parent.path(name).isString()) {
            throw DialectRejection.invalid(join(path, name), "must be a string");
        }
        return Optional.of(parent.path(name).stringValue());
    }

    static OptionalInt optionalInt(JsonNode parent, String name, String path) {
        if (!present(parent, name)) {
            return OptionalInt.empty();
        }
        JsonNode node = parent.path(name);
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw DialectRejection.invalid(join(path, name), "must be a whole number");
        }
        return OptionalInt.of(node.intValue());
    }

    static OptionalDouble optionalDouble(JsonNode parent, String name, String path) {
        if (!present(parent, name)) {
            return OptionalDouble.empty();
        }
        if (!parent.path(name).isNumber()) {
            throw DialectRejection.invalid(join(path, name), "must be a number");
        }
        return OptionalDouble.of(parent.path(name).doubleValue());
    }

    static Optional<Boolean> optionalFlag(JsonNode parent, String name, String path) {
        if (!present(parent, name)) {
            return Optional.empty();
        }
        if (!parent.path(name).isBoolean()) {
            throw DialectRejection.invalid(join(path, name), "must be true or false");
        }
        return Optional.of(parent.path(name).booleanValue());
    }

    /** The elements of an array; none when it is absent. */
    static List<JsonNode> items(JsonNode parent, String name, String path) {
        if (!present(parent, name)) {
            return List.of();
        }
        if (!parent.path(name).isArray()) {
            throw DialectRejection.invalid(join(path, name), "must be an array");
        }
        List<JsonNode> items = new ArrayList<>();
        parent.path(name).forEach(items::add);
        return items;
    }

    static void requireObject(JsonNode node, String path) {
        if (!node.isObject()) {
            throw DialectRejection.invalid(path, "must be an object");
        }
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** A text of an upstream, empty when it is absent or no text. */
    static String lenient(JsonNode parent, String name) {
        JsonNode node = parent.path(name);
        return node.isString() ? node.stringValue() : "";
    }
}
