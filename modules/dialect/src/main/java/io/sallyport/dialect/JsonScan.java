package io.sallyport.dialect;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * One pass over a JSON object: checks all of it and remembers where its top-level fields stand, so
 * that they can be read or replaced without a tree. Limits: depth 64, strings 16 MiB, numbers 64
 * characters, no duplicate names (security reference, SEC-9).
 */
final class JsonScan {
    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(64)
                                    .maxStringLength(16 << 20)
                                    .maxNumberLength(64)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final byte[] bytes;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Set<String> typesInMessages = new LinkedHashSet<>();
    private int end;

    /**
     * A top-level field: where its name begins and its value stands.
     *
     * @param token the first token of the value
     * @param items elements, when it is an array
     */
    record Field(int nameStart, int start, int end, JsonToken token, int items) {}

    private JsonScan(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Scans the body; throws {@link Rejected} saying where it is no JSON object and why. */
    static JsonScan of(byte[] bytes) {
        JsonScan scan = new JsonScan(bytes);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            scan.run(parser);
        } catch (StreamConstraintsException limit) {
            throw DialectRejection.of(
                    Meaning.TOO_LARGE,
                    "json_limit_exceeded",
                    "The JSON body is over a limit of this gateway (depth 64, string 16 MiB, number"
                            + " 64 characters)"
                            + place(limit)
                            + ".");
        } catch (JacksonException malformed) {
            String text = String.valueOf(malformed.getOriginalMessage());
            String fault = text.startsWith("Duplicate") ? "has a field twice" : "is not valid JSON";
            throw DialectRejection.malformed(
                    "The body " + fault + place(malformed) + ". Send one UTF-8 JSON object.");
        }
        return scan;
    }

    /** Scans what an upstream sent; {@link ProtocolFault} when it is no JSON object. */
    static JsonScan ofUpstream(byte[] bytes) {
        try {
            return of(bytes);
        } catch (Rejected malformed) {
            throw new ProtocolFault("a JSON object");
        }
    }

    private static String place(JacksonException failure) {
        long offset = failure.getLocation() == null ? -1 : failure.getLocation().getByteOffset();
        return offset < 0 ? "" : " (near byte " + offset + ")";
    }

    private void run(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw DialectRejection.malformed("The body must be one JSON object.");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            int nameStart = (int) parser.currentTokenLocation().getByteOffset();
            JsonToken token = parser.nextToken();
            int start = (int) parser.currentTokenLocation().getByteOffset();
            int items = 0;
            if (token.isStructStart()) {
                items = skip(parser, name.equals("messages"));
            } else {
                parser.finishToken();
            }
            int after = (int) parser.currentLocation().getByteOffset();
            fields.put(name, new Field(nameStart, start, after, token, items));
        }
        end = (int) parser.currentTokenLocation().getByteOffset();
        if (parser.nextToken() != null) {
            throw DialectRejection.malformed("The body has something after its JSON object.");
        }
    }

    /** Skips a structure, counting its elements and noting the kinds of message parts. */
    private int skip(JsonParser parser, boolean messages) {
        int depth = 1;
        int items = 0;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw DialectRejection.malformed("The body ends too early.");
            }
            if (depth == 1 && !token.isStructEnd()) {
                items++;
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (messages
                    && token == JsonToken.VALUE_STRING
                    && "type".equals(parser.currentName())) {
                typesInMessages.add(parser.getString());
            } else {
                parser.finishToken();
            }
        }
        return items;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the closing brace stands. */
    int end() {
        return end;
    }

    Map<String, Field> fields() {
        return fields;
    }

    boolean has(String name) {
        Field field = fields.get(name);
        return field != null && field.token() != JsonToken.VALUE_NULL;
    }

    /** Whether a part of this kind stands anywhere in the messages. */
    boolean hasPart(String type) {
        return typesInMessages.contains(type);
    }

    /** A top-level string; throws naming the field when it is something else. */
    Optional<String> string(String name) {
        return value(name, JsonToken.VALUE_STRING, "a string").map(JsonScan::stringOf);
    }

    /** A top-level boolean; throws naming the field when it is something else. */
    boolean flag(String name) {
        Field field = fields.get(name);
        if (field == null || field.token() == JsonToken.VALUE_NULL) {
            return false;
        }
        if (!field.token().isBoolean()) {
            throw DialectRejection.invalid(name, "must be true or false");
        }
        return field.token() == JsonToken.VALUE_TRUE;
    }

    /** A top-level whole number from 1 to 2³¹−1; throws naming the field when it is not. */
    Optional<Integer> positive(String name) {
        Optional<byte[]> raw = value(name, JsonToken.VALUE_NUMBER_INT, "a whole number");
        if (raw.isEmpty()) {
            return Optional.empty();
        }
        String digits = new String(raw.get(), java.nio.charset.StandardCharsets.US_ASCII);
        if (!digits.matches("[1-9][0-9]{0,9}") || Long.parseLong(digits) > Integer.MAX_VALUE) {
            throw DialectRejection.invalid(name, "must be a whole number from 1 to 2147483647");
        }
        return Optional.of(Integer.parseInt(digits));
    }

    /** The number of elements of a top-level array, 0 if absent; throws when it is no array. */
    int size(String name) {
        Field field = fields.get(name);
        if (field == null || field.token() == JsonToken.VALUE_NULL) {
            return 0;
        }
        if (field.token() != JsonToken.START_ARRAY) {
            throw DialectRejection.invalid(name, "must be an array");
        }
        return field.items();
    }

    /** The bytes of a top-level field's value, whatever it is. */
    Optional<byte[]> raw(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(field -> java.util.Arrays.copyOfRange(bytes, field.start(), field.end()));
    }

    private Optional<byte[]> value(String name, JsonToken wanted, String what) {
        @Nullable Field field = fields.get(name);
        if (field == null || field.token() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        if (field.token() != wanted) {
            throw DialectRejection.invalid(name, "must be " + what);
        }
        return raw(name);
    }

    private static String stringOf(byte[] quoted) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), quoted)) {
            parser.nextToken();
            return parser.getString();
        }
    }
}
