package io.sallyport.dialect;

import io.sallyport.fuzz.Promise;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * One JSON object through {@link JsonCursor}, against Jackson as an independent reader: both take
 * it and see the same tokens, or both refuse it. Callers' bodies moreover have no half of a pair.
 */
public final class JsonFuzz {
    /** Our limits for numbers; the oracle has wider ones. */
    private static final int LONGEST_NUMBER = 64;

    private static final Pattern LONG_EXPONENT = Pattern.compile("[eE][-+]?[0-9]{5}");
    private static final Pattern OBJECT = Pattern.compile("[ \\t\\r\\n]*+\\{");

    private static final String REFUSED = "refused";

    private JsonFuzz() {}

    /** The target. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Promise.inProportion(input, bytes -> seen(bytes, false));
        List<String> seen = seen(input, false);
        List<String> strict = seen(input, true);
        if (!isForTheOracle(input)) {
            Promise.same(isUnicode(input) ? strict : List.of(REFUSED), strict, "not Unicode");
            return;
        }
        List<String> oracle = oracle(input);
        Promise.same(oracle, seen, "tokens");
        Promise.same(hasHalfPair(oracle) ? List.of(REFUSED) : oracle, strict, "whole pairs");
    }

    /** Bodies begin with a brace (else the oracle guesses an encoding) and are Unicode. */
    private static boolean isForTheOracle(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        return OBJECT.matcher(text).lookingAt() && isUnicode(input);
    }

    private static boolean isUnicode(byte[] input) {
        for (byte each : input) {
            if (each >= 0 && each < ' ' && each != '\t' && each != '\r' && each != '\n') {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(input));
            return true;
        } catch (CharacterCodingException notUnicode) {
            return false;
        }
    }

    private static boolean hasHalfPair(List<String> tokens) {
        return tokens.stream()
                .flatMapToInt(String::codePoints)
                .anyMatch(each -> each >= 0xd800 && each <= 0xdfff);
    }

    private static List<String> seen(byte[] bytes, boolean wholePairs) {
        JsonCursor cursor = new JsonCursor(bytes, 0, bytes.length, wholePairs);
        List<String> tokens = new ArrayList<>();
        int depth = 0;
        try {
            do {
                JsonToken token = cursor.next();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                Promise.holds(cursor.behind() > cursor.start(), "a token has bytes");
                tokens.add(token + "@" + cursor.start() + said(cursor, token));
            } while (depth > 0);
            return cursor.more() ? List.of(REFUSED) : tokens;
        } catch (JsonFault refused) {
            Promise.holds(refused.offset() <= bytes.length, "an offset within the text");
            Promise.holds(cursor.path().length() <= 80 * JsonCursor.DEEPEST, "a short path");
            return List.of(REFUSED);
        }
    }

    private static String said(JsonCursor cursor, JsonToken token) {
        return switch (token) {
            case PROPERTY_NAME -> cursor.name();
            case VALUE_STRING -> cursor.text();
            default -> "";
        };
    }

    private static List<String> oracle(byte[] bytes) {
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = JsonScan.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            boolean whole = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (whole) {
                    return List.of(REFUSED);
                }
                boolean name = token == JsonToken.PROPERTY_NAME;
                boolean text = token == JsonToken.VALUE_STRING;
                tokens.add(
                        token
                                + "@"
                                + parser.currentTokenLocation().getByteOffset()
                                + (name ? parser.currentName() : text ? parser.getString() : ""));
                parser.finishToken();
                if (token.isNumeric() && isLong(parser.getString())) {
                    return List.of(REFUSED);
                }
                whole = token == JsonToken.END_OBJECT && parser.streamReadContext().inRoot();
            }
            return whole ? tokens : List.of(REFUSED);
        } catch (JacksonException refused) {
            return List.of(REFUSED);
        }
    }

    private static boolean isLong(String number) {
        return number.length() > LONGEST_NUMBER || LONG_EXPONENT.matcher(number).find();
    }
}
