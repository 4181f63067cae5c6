package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownNamesTest {
    private static final KnownNames NAMES =
            new KnownNames(List.of("content", "role", "tool_calls", "AaAa", "BBBB"));

    @ParameterizedTest
    @CsvSource({
        "content, 0",
        "role, 1",
        "tool_calls, 2",
        "AaAa, 3",
        "BBBB, 4",
        "AaBB, -1", // the same hash
        "Role, -1",
        "rol, -1",
        "roles, -1",
        "r\\u006fle, 1",
        "\\u0072\\u006f\\u006c\\u0065, 1",
        "r\\u00f6le, -1",
        "röle, -1",
        "'', -1"
    })
    void aNameIsFoundHoweverItIsWritten(String written, int index) {
        // Given
        byte[] bytes = Samples.bytes("\"" + written + "\"");
        // When
        int found = NAMES.find(bytes, 1, bytes.length - 1);
        // Then
        assertThat(found).isEqualTo(index);
    }

    @Test
    void eachOfManyIsFoundAtItsPlace() {
        // Given
        List<String> names = IntStream.range(0, 100).mapToObj(i -> "field_" + i).toList();
        KnownNames known = new KnownNames(names);
        // When
        List<Integer> found =
                names.stream()
                        .map(name -> known.find(Samples.bytes(name), 0, name.length()))
                        .toList();
        // Then
        assertThat(found).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void nothingIsFoundAmongNoNames() {
        // Given
        KnownNames none = new KnownNames(List.of());
        // When
        int found = none.find(Samples.bytes("x"), 0, 1);
        // Then
        assertThat(found).isEqualTo(KnownNames.UNKNOWN);
    }
}
