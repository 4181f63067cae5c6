package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
