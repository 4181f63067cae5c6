package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScanTest {
    private static final ObjectRules ANYTHING = ObjectRules.untagged(Map.of(), Map.of());

    @Test
    void everyUntouchedByteStaysAsItCame() {
        // Given
        String body =
                "{ \"model\" : \"a\\u0041ü\" , \"x\":[1,{\"y\":null}], \"n\":1.50e3,"
                        + "\"s\":\"end\" , \"messages\":[{}]}";
        JsonScan scan = JsonScan.of(Samples.bytes(body), ANYTHING);
        // When
        String spliced =
                new String(
                        new JsonSplice(scan)
                                .set("model", "\"b\"")
                                .remove("s")
                                .set("z", "1")
                                .bytes(),
                        StandardCharsets.UTF_8);
        // Then
        assertThat(spliced)
                .isEqualTo(
                        "{\"model\" : \"b\",\"x\":[1,{\"y\":null}],\"n\":1.50e3,"
                                + "\"messages\":[{}],\"z\":1}");
    }

    @Test
    void aStringIsReadWithItsEscapes() {
        // Given
        byte[] body = Samples.bytes("{\"model\":\"a\\u0041\\\"ü\"}");
        // When
        Optional<String> read = JsonScan.of(body, ANYTHING).string("model");
        // Then
        assertThat(read).contains("aA\"ü");
    }

    @Test
    void aNameThatIsWrittenWithAnEscapeIsTheSameName() {
        // Given
        JsonScan scan = JsonScan.of(Samples.bytes("{\"m\\u006fdel\":\"a\",\"x\":1}"), ANYTHING);
        // When
        byte[] spliced = new JsonSplice(scan).set("model", "\"b\"").bytes();
        // Then
        assertThat(scan.says("model", "a")).isTrue();
        assertThat(new String(spliced, StandardCharsets.UTF_8))
                .isEqualTo("{\"m\\u006fdel\":\"b\",\"x\":1}");
    }

    @Test
    void aFieldThatIsSetAndTakenOutIsGoneAndTheOtherWayRoundThere() {
        // Given
        JsonScan scan = JsonScan.of(Samples.bytes("{\"a\":1,\"b\":2}"), ANYTHING);
        // When
        byte[] spliced =
                new JsonSplice(scan)
                        .set("a", "3")
                        .remove("a")
                        .remove("b")
                        .set("b", "4")
                        .set("c", "5")
                        .remove("c")
                        .remove("d")
                        .set("d", "6")
                        .set("d", "7")
                        .bytes();
        // Then
        assertThat(new String(spliced, StandardCharsets.UTF_8)).isEqualTo("{\"b\":4,\"d\":7}");
    }

    @Test
    void anObjectOfWhichNothingStaysIsEmpty() {
        // Given
        JsonScan scan = JsonScan.of(Samples.bytes("{\"a\":1}"), ANYTHING);
        // When
        byte[] spliced = new JsonSplice(scan).remove("a").bytes();
        // Then
        assertThat(new String(spliced, StandardCharsets.UTF_8)).isEqualTo("{}");
    }

    @Test
    void manyFieldsAreFoundEach() {
        // Given
        String fields =
                IntStream.range(0, 100)
                        .mapToObj(i -> "\"f" + i + "\":" + i)
                        .collect(Collectors.joining(","));
        // When
        JsonScan scan = JsonScan.of(Samples.bytes("{" + fields + "}"), ANYTHING);
        // Then
        assertThat(IntStream.range(0, 100).map(i -> scan.index("f" + i)))
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(scan.stands("f100")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "0, 0", "-0, 0", "-1, 0", "2147483648, 0", "1.0, 0", "1e1, 0", "null, 0"})
    void anIndexIsAWholeNumberOrZero(String number, int read) {
        // Given
        JsonScan scan = JsonScan.of(Samples.bytes("{\"index\":" + number + "}"), ANYTHING);
        // When
        int index = scan.index("index");
        // Then
        assertThat(index).isEqualTo(read);
    }

    @Test
    void whatStandsInsideIsReadWithoutASecondScan() {
        // Given
        JsonScan scan =
                JsonScan.of(
                        Samples.bytes("{\"in\":{\"a\":{\"b\":\"c\"}},\"all\":[1,{\"d\":[]},{}]}"),
                        ANYTHING);
        // When
        JsonScan inner = scan.within("in").within("a");
        // Then
        assertThat(inner.lenient("b")).isEqualTo("c");
        assertThat(scan.within("all").fields().size()).isZero();
        assertThat(scan.within("absent").fields().size()).isZero();
        assertThat(scan.objects("all", Optional::of))
                .hasSize(2)
                .first()
                .matches(each -> each.stands("d"));
        assertThat(scan.objects("in", Optional::of)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "nope",
                "{",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1} x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\n\"}"
            })
    void whatIsNoObjectIsRefusedWithoutItsContent(String body) {
        // When
        Throwable thrown = catchThrowable(() -> JsonScan.of(Samples.bytes(body), ANYTHING));
        // Then
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> {
                            assertThat(rejected.rejection().meaning()).isEqualTo(Meaning.INVALID);
                            assertThat(rejected.rejection().message()).contains("body");
                        });
    }

    @Test
    void invalidUtf8IsRefused() {
        // Given
        byte[] body = Samples.bytes("{\"model\":\"x?\"}");
        body[11] = (byte) 0xff;
        // When
        Throwable thrown = catchThrowable(() -> JsonScan.of(body, ANYTHING));
        // Then
        assertThat(thrown).isInstanceOf(Rejected.class);
    }

    @Test
    void depthAndNumbersHaveLimits() {
        // Given
        String deep = "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}";
        String number = "{\"a\":" + "1".repeat(100) + "}";
        for (String body : new String[] {deep, number}) {
            // When
            Throwable thrown = catchThrowable(() -> JsonScan.of(Samples.bytes(body), ANYTHING));
            // Then
            assertThat(thrown)
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected ->
                                    assertThat(rejected.rejection().meaning())
                                            .isEqualTo(Meaning.TOO_LARGE));
        }
    }
}
