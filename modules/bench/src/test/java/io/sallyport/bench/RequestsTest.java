package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestsTest {

    @Test
    void requestsAreSentInTurnAndWholeEachTime() {
        // Given
        Requests requests = Requests.inTurn(List.of(bytes("one"), bytes("two")));
        // When
        List<String> sent =
                Stream.generate(() -> US_ASCII.decode(requests.take()).toString())
                        .limit(5)
                        .toList();
        // Then
        assertThat(sent).containsExactly("one", "two", "one", "two", "one");
    }

    private static ByteBuffer bytes(String text) {
        return US_ASCII.encode(text);
    }
}
