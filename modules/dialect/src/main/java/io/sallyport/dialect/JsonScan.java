package io.sallyport.dialect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import java.util.LinkedHashMap;
import java.util.List;
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
    static final int LONGEST_TEXT = 16 << 20;
    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(64)
                                    .maxStringLength(LONGEST_TEXT)
                                    .maxNumberLength(64)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final byte[] bytes;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private Set<String> partTypes = Set.of();
    private List<BodyWalk.Span> unsigned = List.of();

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

    /**
     * Scans a caller's body and checks it against the rules; throws {@link Rejected} naming the
     * place, the fault and the fix.
     */
    static JsonScan of(byte[] bytes, ObjectRules rules) {
        return of(bytes, rules, true);
    }

    /**
     * Scans what an upstream sent; {@link ProtocolFault} when it is no JSON object, {@link
     * LimitPassed} when it may be one and is over the limits.
     */
    static JsonScan ofUpstream(byte[] bytes) {
        try {
            return of(bytes, ObjectRules.NONE, false);
        } catch (Rejected refused) {
            if (refused.rejection().meaning() == Meaning.TOO_LARGE) {
                throw new LimitPassed("JSON of depth 64 and strings of 16 MiB");
            }
            throw new ProtocolFault("a JSON object");
        }
    }

    private static JsonScan of(byte[] bytes, ObjectRules rules, boolean wholePairs) {
        JsonScan scan = new JsonScan(bytes);
        try (JsonParser parser = parser(bytes)) {
            scan.run(parser, rules, wholePairs);
        }
        return scan;
    }

    private static JsonParser parser(byte[] bytes) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes);
    }

    private void run(JsonParser parser, ObjectRules rules, boolean wholePairs) {
        refuseOtherEncodings();
        try {
            int fault = Utf8.fault(bytes, wholePairs);
            if (fault >= 0) {
                throw notUnicode(fault);
            }
            BodyWalk walk = new BodyWalk(parser);
            fields(parser, walk, rules);
            partTypes = walk.partTypes();
            unsigned = walk.unsigned();
        } catch (StreamConstraintsException limit) {
            throw DialectRejection.at(
                    BodyWalk.path(parser),
                    Meaning.TOO_LARGE,
                    "json_limit_exceeded",
                    "is over a limit of this gateway (depth 64, string 16 MiB, number 64"
                            + " characters)"
                            + place(limit)
                            + ".");
        } catch (JacksonException malformed) {
            String text = String.valueOf(malformed.getOriginalMessage());
            String fault =
                    text.startsWith("Duplicate") ? "stands there twice" : "is not valid JSON";
            throw DialectRejection.at(
                    BodyWalk.path(parser),
                    Meaning.INVALID,
                    "invalid_json",
                    fault + place(malformed) + ". Send one UTF-8 JSON object.");
        }
    }

    /** The parser would guess UTF-16 and UTF-32, whose offsets are not those of our bytes. */
    private void refuseOtherEncodings() {
        int start = 0;
        while (start < bytes.length && bytes[start] <= ' ' && bytes[start] > 0) {
            start++;
        }
        if (start == bytes.length || bytes[start] != '{') {
            throw DialectRejection.malformed(
                    "The body must be one JSON object in UTF-8, without a byte order mark.");
        }
    }

    /** Reads up to the fault once more, only to tell where it is. */
    private Rejected notUnicode(int fault) {
        try (JsonParser parser = parser(bytes)) {
            String path = "";
            try {
                while (parser.currentLocation().getByteOffset() <= fault
                        && parser.nextToken() != null) {
                    parser.finishToken();
                    path = BodyWalk.path(parser);
                }
            } catch (JacksonException here) {
                path = BodyWalk.path(parser);
            }
            return DialectRejection.at(
                    path,
                    Meaning.INVALID,
                    "invalid_unicode",
                    "is not valid Unicode (near byte "
                            + fault
                            + "): no half surrogate pairs, no control characters. Send UTF-8.");
        }
    }

    private static String place(JacksonException failure) {
        long offset = failure.getLocation() == null ? -1 : failure.getLocation().getByteOffset();
        return offset < 0 ? "" : " (near byte " + offset + ")";
    }

    private void fields(JsonParser parser, BodyWalk walk, ObjectRules rules) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            int nameStart = (int) parser.currentTokenLocation().getByteOffset();
            JsonToken token = parser.nextToken();
            int start = (int) parser.currentTokenLocation().getByteOffset();
            int items = walk.value(rules.kind(name), rules.within(name));
            int after = (int) parser.currentLocation().getByteOffset();
            fields.put(name, new Field(nameStart, start, after, token, items));
        }
        if (parser.nextToken() != null) {
            throw DialectRejection.malformed(
                    "The body has something after its JSON object. Send one JSON object.");
        }
    }

    byte[] bytes() {
        return bytes;
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
        return partTypes.contains(type);
    }

    /** Thinking that nobody signed, in the order of the bytes. */
    List<BodyWalk.Span> unsigned() {
        return unsigned;
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
        String digits = new String(raw.get(), US_ASCII);
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

    /** Refuses a top-level number outside of this range; one that is absent is inside. */
    void range(String name, int least, int most) {
        if (has(name)) {
            double number = Double.parseDouble(new String(raw(name).orElseThrow(), US_ASCII));
            if (number < least || number > most) {
                throw DialectRejection.invalid(
                        name, "must be a number from " + least + " to " + most);
            }
        }
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
