package io.sallyport.dialect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * One pass over a JSON object: checks all of it and remembers where its top-level fields stand, so
 * that they can be read or replaced without a tree. Limits: depth 64, strings 16 MiB, numbers 64
 * characters, exponents 4 digits, no duplicate names (security reference, SEC-9).
 */
final class JsonScan {
    /** For trees, which keep the same limits. */
    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(JsonCursor.DEEPEST)
                                    .maxStringLength(JsonCursor.LONGEST_TEXT)
                                    .maxNumberLength(64)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private static final int MOST_DIGITS = 10;

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

    /** Passes over a whole text, which must be one object; a {@link JsonFault} when it is not. */
    static void demandObject(byte[] bytes) {
        JsonCursor cursor = new JsonCursor(bytes, 0, bytes.length, false);
        if (cursor.next() != JsonToken.START_OBJECT) {
            throw new JsonFault(JsonFault.Kind.MALFORMED, 0);
        }
        cursor.pass();
        if (cursor.more()) {
            throw new JsonFault(JsonFault.Kind.MALFORMED, cursor.behind());
        }
    }

    private static JsonScan of(byte[] bytes, ObjectRules rules, boolean wholePairs) {
        JsonScan scan = new JsonScan(bytes);
        JsonCursor cursor = new JsonCursor(bytes, 0, bytes.length, wholePairs);
        try {
            scan.run(cursor, rules);
        } catch (JsonFault fault) {
            throw refusal(fault, cursor.path());
        }
        return scan;
    }

    private void run(JsonCursor cursor, ObjectRules rules) {
        if (!cursor.more() || bytes[cursor.behind()] != '{') {
            throw DialectRejection.malformed(
                    "The body must be one JSON object in UTF-8, without a byte order mark.");
        }
        BodyWalk walk = new BodyWalk(cursor);
        cursor.next();
        while (cursor.next() == JsonToken.PROPERTY_NAME) {
            String name = cursor.name();
            int nameStart = cursor.start();
            JsonToken token = cursor.next();
            int start = cursor.start();
            int items = walk.value(rules.kind(name), rules.within(name));
            fields.put(name, new Field(nameStart, start, cursor.behind(), token, items));
        }
        if (cursor.more()) {
            throw DialectRejection.malformed(
                    "The body has something after its JSON object. Send one JSON object.");
        }
        partTypes = walk.partTypes();
        unsigned = walk.unsigned();
    }

    private static Rejected refusal(JsonFault fault, String path) {
        String place = " (near byte " + fault.offset() + ")";
        return switch (fault.kind()) {
            case MALFORMED -> malformed(path, "is not valid JSON" + place);
            case TWICE -> malformed(path, "stands there twice" + place);
            case LIMIT ->
                    DialectRejection.at(
                            path,
                            Meaning.TOO_LARGE,
                            "json_limit_exceeded",
                            "is over a limit of this gateway (depth 64, 100,000 tokens, string 16 MiB,"
                                    + " name 16 KiB, number 64"
                                    + " characters, exponent 4 digits)"
                                    + place
                                    + ".");
            case UNICODE ->
                    DialectRejection.at(
                            path,
                            Meaning.INVALID,
                            "invalid_unicode",
                            "is not valid Unicode"
                                    + place
                                    + ": no half surrogate pairs, no control characters. Send"
                                    + " UTF-8.");
        };
    }

    private static Rejected malformed(String path, String fault) {
        return DialectRejection.at(
                path, Meaning.INVALID, "invalid_json", fault + ". Send one UTF-8 JSON object.");
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
        return value(name, JsonToken.VALUE_STRING, "a string")
                .map(field -> JsonText.read(bytes, field.start() + 1, field.end() - 1));
    }

    /** A top-level string; empty when it is absent or something else. */
    String lenient(String name) {
        Field field = fields.get(name);
        return field != null && field.token() == JsonToken.VALUE_STRING
                ? JsonText.read(bytes, field.start() + 1, field.end() - 1)
                : "";
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
        Optional<Field> number = value(name, JsonToken.VALUE_NUMBER_INT, "a whole number");
        if (number.isEmpty()) {
            return Optional.empty();
        }
        String digits = textOf(number.get());
        long value = digits.length() > MOST_DIGITS ? 0 : Long.parseLong(digits);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw DialectRejection.invalid(name, "must be a whole number from 1 to 2147483647");
        }
        return Optional.of((int) value);
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
        Field field = fields.get(name);
        if (field != null && field.token() != JsonToken.VALUE_NULL) {
            double number = Double.parseDouble(textOf(field));
            if (number < least || number > most) {
                throw DialectRejection.invalid(
                        name, "must be a number from " + least + " to " + most);
            }
        }
    }

    /** The bytes of a top-level field's value, whatever it is. */
    Optional<byte[]> raw(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(field -> Arrays.copyOfRange(bytes, field.start(), field.end()));
    }

    private String textOf(Field field) {
        return new String(bytes, field.start(), field.end() - field.start(), US_ASCII);
    }

    private Optional<Field> value(String name, JsonToken wanted, String what) {
        @Nullable Field field = fields.get(name);
        if (field == null || field.token() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        if (field.token() != wanted) {
            throw DialectRejection.invalid(name, "must be " + what);
        }
        return Optional.of(field);
    }
}
