package io.sallyport.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.admission.port.KeyRecord.Kind;
import io.sallyport.exchange.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {
    private static final Pattern PUBLISHED =
            Pattern.compile("slp_(inf|adm)_[0-9A-Za-z]{38}_[0-9A-Za-z]{6}");

    /** A fixed seed, so that a failure can be repeated; strength is not the subject here. */
    private final Random random = new Random(25);

    @Test
    void everyMintedKeyFitsThePublishedPatternAndReadsBack() {
        for (int i = 0; i < 5_000; i++) {
            // Given
            Kind kind = i % 2 == 0 ? Kind.INFERENCE : Kind.ADMIN;
            // When
            KeyText key = KeyText.mint(kind, random);
            // Then
            assertThat(key.text()).matches(PUBLISHED);
            assertThat(KeyText.parse(key.text())).isEqualTo(key);
            assertThat(key.text()).startsWith(kind == Kind.ADMIN ? "slp_adm_" : "slp_inf_");
            assertThat(key.id().value()).hasSize(8).isEqualTo(key.text().substring(8, 16));
        }
    }

    @Test
    void everyChangeOfASingleCharacterIsRefused() {
        for (int i = 0; i < 20; i++) {
            String text = KeyText.mint(Kind.INFERENCE, random).text();
            for (String changed : changesOfOneCharacter(text)) {
                // When
                Throwable thrown = catchThrowable(() -> KeyText.parse(changed));
                // Then
                assertThat(thrown).as(changed).isInstanceOf(Rejected.class);
            }
        }
    }

    private static List<String> changesOfOneCharacter(String text) {
        String possible = "0123456789ABCZabcz_-* ä\0";
        List<String> changes = new ArrayList<>();
        for (int at = 0; at < text.length(); at++) {
            for (int o = 0; o < possible.length(); o++) {
                char other = possible.charAt(o);
                if (other != text.charAt(at)) {
                    changes.add(text.substring(0, at) + other + text.substring(at + 1));
                }
            }
        }
        return changes;
    }

    @Test
    void everyCutAndEveryLongerTextIsRefused() {
        // Given
        String text = KeyText.mint(Kind.INFERENCE, random).text();
        List<String> wrong = new ArrayList<>(List.of(text + "0"));
        for (int length = 0; length < text.length(); length++) {
            wrong.add(text.substring(0, length));
        }
        for (String each : wrong) {
            // When
            Throwable thrown = catchThrowable(() -> KeyText.parse(each));
            // Then
            assertThat(thrown).as(each).isInstanceOf(Rejected.class);
        }
    }

    /**
     * Check value of CRC-32/ISO-HDLC from the catalogue of CRC algorithms (reveng.sourceforge.io).
     */
    @Test
    void theChecksumIsTheWellKnownCrcInBase62() {
        // When
        String checksum = KeyText.checksum("123456789");
        // Then
        long value = 0;
        for (int i = 0; i < checksum.length(); i++) {
            value = value * 62 + digitOf(checksum.charAt(i));
        }
        assertThat(value).isEqualTo(0xCBF43926L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-ant-api03-abc", "sk-proj-1", "hello", " ", "slp_inf_"})
    void aForeignKeyIsRefusedWithoutRepeatingIt(String foreign) {
        // When
        Throwable thrown = catchThrowable(() -> KeyText.parse(foreign));
        // Then
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused ->
                                assertThat(refused.rejection())
                                        .isEqualTo(new KeyRejection.NotAKey()));
    }

    @Test
    void aKeyDoesNotPrint() {
        // Given
        KeyText key = KeyText.mint(Kind.INFERENCE, random);
        // When
        String printed = key.toString();
        // Then
        assertThat(printed).doesNotContain(key.text().substring(16, 46));
    }

    private static int digitOf(char digit) {
        return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".indexOf(digit);
    }
}
