package io.sallyport.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTemplateTest {
    private static final String BEFORE = "{\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":\"";
    private static final String AFTER = "\"}}]}";

    private final TextTemplate template =
            TextTemplate.of(event("Hello"), BEFORE.length(), BEFORE.length() + "Hello".length());

    private static byte[] event(String text) {
        return (BEFORE + text + AFTER).getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Hello", "a longer text", "\\n\\u00e9\\\\", "日本語 😀", "}]}"})
    void anEventThatDiffersInItsTextOnlyFits(String text) {
        // Given
        byte[] event = event(text);

        // When
        boolean fits = template.fits(event);

        // Then
        assertThat(fits).isTrue();
        assertThat(
                        new String(
                                event,
                                template.start(),
                                template.end(event) - template.start(),
                                UTF_8))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\",\"tool_calls\":[{}],\"x\":\"", // a text that closes and goes on as something
                // else
                "a\"", // its last quote is the second
                "a\\", // an escape that takes the closing quote
                "line\nbreak", // a control byte
                "\\x41" // no escape of JSON
            })
    void whatIsNoInsideOfAStringDoesNotFit(String text) {
        // Given
        byte[] event = event(text);

        // When
        boolean fits = template.fits(event);

        // Then
        assertThat(fits).isFalse();
    }

    @Test
    void bytesThatAreNoUnicodeDoNotFit() {
        // Given
        byte[] event = (BEFORE + "\u00e9" + AFTER).getBytes(ISO_8859_1);

        // When
        boolean fits = template.fits(event);

        // Then
        assertThat(fits).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"y\",\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}",
                "{\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}",
                "{\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":",
                "{\"id\":\"x\"}",
                ""
            })
    void anotherEventDoesNotFit(String event) {
        // Given
        byte[] bytes = event.getBytes(UTF_8);

        // When
        boolean fits = template.fits(bytes);

        // Then
        assertThat(fits).isFalse();
    }

    @Test
    void aTextOfAnotherEventIsPutIntoThisOne() {
        // Given
        byte[] other = "…: how are you?".getBytes(UTF_8);

        // When
        byte[] event = template.with(other, "…: ".getBytes(UTF_8).length, other.length);

        // Then
        assertThat(event).isEqualTo(event("how are you?"));
    }
}
