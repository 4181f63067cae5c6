package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.fuzz.Promise;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Too large for a corpus: joined one by one, these lines took five gigabytes of copies. */
class SseMemoryTest {

    @Test
    void manyShortLinesOfDataCostMemoryInProportion() throws Exception {
        // Given
        byte[] input = ("data\n".repeat(100_000) + "\n").getBytes(StandardCharsets.US_ASCII);
        List<SseEvent> events = new ArrayList<>();
        // When
        Promise.inProportion(
                input,
                bytes -> {
                    SseReader reader = new SseReader(new ByteArrayInputStream(bytes), 1 << 20);
                    events.add(reader.next().orElseThrow());
                });
        // Then
        assertThat(events.getFirst().data()).hasSize(99_999);
    }
}
