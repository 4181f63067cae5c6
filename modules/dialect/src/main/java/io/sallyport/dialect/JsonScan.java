package io.sallyport.dialect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    private final byte[] bytes;
    private final JsonFields fields;
    private Set<String> partTypes = Set.of();
    private List<BodyWalk.Span> unsigned = List.of();

    private JsonScan(byte[] bytes) {
        this.bytes = bytes;
        this.fields = new JsonFields(bytes);
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
            throw fault.refusal(cursor.path());
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
        walk(cursor, walk, rules);
        if (cursor.more()) {
            throw DialectRejection.malformed(
                    "The body has something after its JSON object. Send one JSON object.");
        }
        partTypes = walk.partTypes();
        unsigned = walk.unsigned();
    }

    private void walk(JsonCursor cursor, BodyWalk walk, ObjectRules rules) {
        while (cursor.next() == JsonToken.PROPERTY_NAME) {
            fields.name(cursor);
            int rule = cursor.nameIn(rules.names());
            JsonToken token = cursor.next();
            int start = cursor.start();
            int items = walk.value(rules.kind(rule), rules.within(rule));
            fields.value(start, token, items, cursor);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    JsonFields fields() {
        return fields;
    }

    /** The first token of a top-level field; a null when there is no such field. */
    JsonToken token(String name) {
        int field = fields.find(name);
        return field == JsonFields.ABSENT ? JsonToken.VALUE_NULL : fields.token(field);
    }

    /** Whether there is such a top-level field, if only with a null. */
    boolean stands(String name) {
        return fields.find(name) != JsonFields.ABSENT;
    }

    /** Whether there is such a top-level field, and not with a null. */
    boolean has(String name) {
        return token(name) != JsonToken.VALUE_NULL;
    }

    /** The fields of a top-level object; none when it is absent or something else. */
    JsonScan within(String name) {
        if (token(name) != JsonToken.START_OBJECT) {
            return new JsonScan(bytes);
        }
        JsonCursor cursor = values(name);
        cursor.next();
        return inner(cursor);
    }

    /**
     * What the objects in a top-level array mean, one after the other, so that what means nothing
     * takes no memory; none when it is absent or something else.
     */
    <T> List<T> objects(String name, Function<JsonScan, Optional<T>> meaning) {
        List<T> objects = new ArrayList<>();
        if (token(name) == JsonToken.START_ARRAY) {
            JsonCursor cursor = values(name);
            cursor.next();
            while (cursor.next() != JsonToken.END_ARRAY) {
                if (cursor.token() == JsonToken.START_OBJECT) {
                    meaning.apply(inner(cursor)).ifPresent(objects::add);
                } else {
                    cursor.pass();
                }
            }
        }
        return objects;
    }

    /** The object that the cursor stands at the start of; the cursor passes it. */
    private JsonScan inner(JsonCursor cursor) {
        JsonScan inner = new JsonScan(bytes);
        inner.walk(cursor, new BodyWalk(cursor), ObjectRules.NONE);
        return inner;
    }

    /** A cursor before the value of a top-level field, which is there. */
    JsonCursor values(String name) {
        int field = fields.find(name);
        return JsonCursor.again(bytes, fields.start(field), fields.end(field));
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
        int field = value(name, JsonToken.VALUE_STRING, "a string");
        return field == JsonFields.ABSENT ? Optional.empty() : Optional.of(text(field));
    }

    /** A top-level string; empty when it is absent or something else. */
    String lenient(String name) {
        return token(name) == JsonToken.VALUE_STRING ? text(fields.find(name)) : "";
    }

    private String text(int field) {
        return JsonText.read(bytes, fields.start(field) + 1, fields.end(field) - 1);
    }

    /** Whether a top-level field is this text. */
    boolean says(String name, String text) {
        int field = fields.find(name);
        return field != JsonFields.ABSENT
                && fields.token(field) == JsonToken.VALUE_STRING
                && JsonText.says(bytes, fields.start(field) + 1, fields.end(field) - 1, text);
    }

    /** A top-level boolean; throws naming the field when it is something else. */
    boolean flag(String name) {
        JsonToken token = token(name);
        if (token != JsonToken.VALUE_NULL && !token.isBoolean()) {
            throw DialectRejection.invalid(name, "must be true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** A top-level whole number from 1 to 2³¹−1; throws naming the field when it is not. */
    Optional<Integer> positive(String name) {
        int field = value(name, JsonToken.VALUE_NUMBER_INT, "a whole number");
        if (field == JsonFields.ABSENT) {
            return Optional.empty();
        }
        int value = whole(field);
        if (value < 1) {
            throw DialectRejection.invalid(name, "must be a whole number from 1 to 2147483647");
        }
        return Optional.of(value);
    }

    /** A top-level whole number from 0 to 2³¹−1; 0 when it is absent or something else. */
    int index(String name) {
        return token(name) == JsonToken.VALUE_NUMBER_INT
                ? Math.max(0, whole(fields.find(name)))
                : 0;
    }

    private int whole(int field) {
        return (int)
                JsonNumber.whole(bytes, fields.start(field), fields.end(field), Integer.MAX_VALUE);
    }

    /** The number of elements of a top-level array, 0 if absent; throws when it is no array. */
    int size(String name) {
        int field = value(name, JsonToken.START_ARRAY, "an array");
        return field == JsonFields.ABSENT ? 0 : fields.items(field);
    }

    /** Refuses a top-level number outside of this range; one that is absent is inside. */
    void range(String name, int least, int most) {
        if (has(name)) {
            double number = Double.parseDouble(textOf(fields.find(name)));
            if (number < least || number > most) {
                throw DialectRejection.invalid(
                        name, "must be a number from " + least + " to " + most);
            }
        }
    }

    /** The bytes of a top-level field's value, whatever it is. */
    Optional<byte[]> raw(String name) {
        int field = fields.find(name);
        return field == JsonFields.ABSENT
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(bytes, fields.start(field), fields.end(field)));
    }

    private String textOf(int field) {
        int start = fields.start(field);
        return new String(bytes, start, fields.end(field) - start, US_ASCII);
    }

    /** The field, which must begin with this token; absent too when it is a null. */
    private int value(String name, JsonToken wanted, String what) {
        JsonToken token = token(name);
        if (token == JsonToken.VALUE_NULL) {
            return JsonFields.ABSENT;
        }
        if (token != wanted) {
            throw DialectRejection.invalid(name, "must be " + what);
        }
        return fields.find(name);
    }
}
