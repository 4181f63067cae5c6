package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Jackson, an independent reader of the same grammar, is the oracle. */
class JsonCursorTest {
    private static final String TEXT =
            """
            { "a" : [ 1 , -0.5e+3, 0, true,false , null, "x\\u00e9\\n\\"\\\\\\/ü€😀\\ud83d\\ude00" ],
              "b":{"c":{},"d":[],"e":[[[]]],"":"", "long":"0123456789 0123456789 0123456789"} ,
              "n":123456789012345678901234567890, "\\u0061b":1E-9 }
            """;

    /** The oracle has no limit for it. */
    private static final Pattern LONG_EXPONENT = Pattern.compile("[eE][-+]?[0-9]{5}");

    private static final int ROUNDS = 60_000;

    @Test
    void itTakesWhatTheOracleTakesAndSeesTheSameTokens() {
        // Given
        SplittableRandom random = new SplittableRandom(20261127);
        int good = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = Mutation.of(Samples.bytes(TEXT), random);
            if (!new String(bytes, StandardCharsets.ISO_8859_1).strip().startsWith("{")) {
                continue; // the oracle guesses other encodings; bodies begin with a brace
            }
            // When
            List<String> seen = seen(bytes);
            // Then
            assertThat(seen)
                    .as(() -> new String(bytes, StandardCharsets.ISO_8859_1))
                    .isEqualTo(oracle(bytes));
            good += seen.isEmpty() ? 0 : 1;
        }
        assertThat(good).isBetween(ROUNDS / 50, ROUNDS / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 23, 24, 25, 300})
    void aNameThatStandsTwiceIsFoundHoweverManyThereAre(int others) {
        // Given
        String many =
                IntStream.range(0, others)
                        .mapToObj(i -> "\"n" + i + "\":{\"x\":0},")
                        .collect(Collectors.joining());
        byte[] bytes = Samples.bytes("{\"twice\":1," + many + "\"tw\\u0069ce\":2}");
        // When
        JsonFault fault = fault(bytes);
        // Then
        assertThat(fault.kind()).isEqualTo(JsonFault.Kind.TWICE);
    }

    @ParameterizedTest
    @CsvSource({
        "64, true",
        "65, false",
    })
    void depthHasALimit(int depth, boolean taken) {
        // Given
        byte[] bytes = Samples.bytes("[".repeat(depth) + "]".repeat(depth));
        // When
        boolean wasTaken = catchThrowableOfType(JsonFault.class, () -> walk(bytes)) == null;
        // Then
        assertThat(wasTaken).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({
        "16777216, a, true",
        "16777217, a, false",
        "16777216, ü, true",
        "16777217, ü, false"
    })
    void theLengthOfAStringCountsItsCharacters(int length, String character, boolean taken) {
        // Given
        byte[] bytes = Samples.bytes("[\"" + character.repeat(length) + "\"]");
        // When
        boolean wasTaken = catchThrowableOfType(JsonFault.class, () -> walk(bytes)) == null;
        // Then
        assertThat(wasTaken).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"1e9999, true", "1E-9999, true", "1e+10000, false", "1e99999999999, false"})
    void theExponentOfANumberHasALimit(String number, boolean taken) {
        // Given
        byte[] bytes = Samples.bytes("[" + number + "]");
        // When
        boolean wasTaken = catchThrowableOfType(JsonFault.class, () -> walk(bytes)) == null;
        // Then
        assertThat(wasTaken).isEqualTo(taken);
    }

    @Test
    void halfAPairInANameIsAFaultForAll() {
        // Given
        byte[] bytes = Samples.bytes("{\"\\ude00\":1}");
        // When
        JsonFault fault = fault(bytes);
        // Then
        assertThat(fault.kind()).isEqualTo(JsonFault.Kind.UNICODE);
    }

    @ParameterizedTest
    @CsvSource({"99998, true, true", "99999, true, false", "99999, false, true"})
    void aCallersTextHasALimitOfTokens(int values, boolean caller, boolean taken) {
        // Given
        byte[] bytes = Samples.bytes("[" + "0,".repeat(values - 1) + "0]");
        // When
        JsonFault fault =
                catchThrowableOfType(
                        JsonFault.class,
                        () -> walk(new JsonCursor(bytes, 0, bytes.length, caller)));
        // Then
        assertThat(fault == null).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"16384, true", "16385, false"})
    void aNameHasALimit(int length, boolean taken) {
        // Given
        byte[] bytes = Samples.bytes("{\"" + "n".repeat(length) + "\":1}");
        // When
        JsonFault fault = fault(bytes);
        // Then
        assertThat(fault == null).isEqualTo(taken);
    }

    @Test
    void halfAPairIsAFaultOnlyForCallers() {
        // Given
        byte[] bytes = Samples.bytes("[\"\\ud83d x\"]");
        // When
        JsonFault fault =
                catchThrowableOfType(
                        JsonFault.class, () -> walk(new JsonCursor(bytes, 0, bytes.length, true)));
        // Then
        assertThat(fault.kind()).isEqualTo(JsonFault.Kind.UNICODE);
        assertThat(catchThrowableOfType(JsonFault.class, () -> walk(bytes))).isNull();
    }

    private static JsonFault fault(byte[] bytes) {
        return catchThrowableOfType(JsonFault.class, () -> walk(bytes));
    }

    private static List<String> walk(byte[] bytes) {
        return walk(new JsonCursor(bytes, 0, bytes.length, false));
    }

    private static List<String> walk(JsonCursor cursor) {
        List<String> tokens = new ArrayList<>();
        int depth = 0;
        do {
            JsonToken token = cursor.next();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            tokens.add(token + "@" + cursor.start() + said(cursor, token));
        } while (depth > 0);
        return cursor.more() ? List.of() : tokens;
    }

    private static String said(JsonCursor cursor, JsonToken token) {
        return switch (token) {
            case PROPERTY_NAME -> cursor.name();
            case VALUE_STRING -> cursor.text();
            default -> "";
        };
    }

    /** Nothing where the text is refused. */
    private static List<String> seen(byte[] bytes) {
        try {
            return walk(bytes);
        } catch (JsonFault refused) {
            return List.of();
        }
    }

    /** The oracle lets control characters and some of what is no UTF-8 pass. */
    private static boolean isUnicode(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }

    private static List<String> oracle(byte[] bytes) {
        if (!isUnicode(bytes)) {
            return List.of();
        }
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = JsonScan.FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean name = token == JsonToken.PROPERTY_NAME;
                boolean text = token == JsonToken.VALUE_STRING;
                tokens.add(
                        token
                                + "@"
                                + parser.currentTokenLocation().getByteOffset()
                                + (name ? parser.currentName() : text ? parser.getString() : ""));
                parser.finishToken();
                if (token.isNumeric() && LONG_EXPONENT.matcher(parser.getString()).find()) {
                    return List.of();
                }
                boolean whole =
                        token == JsonToken.END_OBJECT && parser.streamReadContext().inRoot();
                if (whole && parser.nextToken() != null) {
                    return List.of();
                }
                if (whole) {
                    return tokens;
                }
            }
            return List.of();
        } catch (JacksonException refused) {
            return List.of();
        }
    }
}
