package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When memory counts as flat. */
class SoakReportTest {

    @Test
    void memoryThatGrowsToItsSizeAndStaysIsFlat() {
        // Given: grows in the first third, then goes up and down
        SoakReport report = report(i -> Math.min(100, 40 + 6 * i) + i % 3);
        // When
        boolean proved = report.proved();
        // Then
        assertThat(proved).as(report.text()).isTrue();
    }

    @Test
    void memoryThatGoesOnGrowingIsNotFlatAndTheReportSaysWhich() {
        // Given: two MiB with each sample
        SoakReport report = report(i -> 40 + 2 * i);
        // When
        String text = report.text();
        // Then
        assertThat(report.proved()).isFalse();
        assertThat(text).contains("the heap grew", "NOT proved");
    }

    @Test
    void aHealthyCallThatWasNotAnsweredIsNoProof() {
        // Given
        SoakReport report =
                new SoakReport(
                        "here", 1, Map.of(), List.of("a trial ended with 500"), samples(i -> 1));
        // When
        boolean proved = report.proved();
        // Then
        assertThat(proved).isFalse();
    }

    private static SoakReport report(IntToDoubleFunction heap) {
        return new SoakReport("here", 1, Map.of("healthy 200", 5), List.of(), samples(heap));
    }

    private static List<MemorySample> samples(IntToDoubleFunction heap) {
        return IntStream.range(0, 30)
                .mapToObj(i -> new MemorySample(i, heap.applyAsDouble(i), 200))
                .toList();
    }
}
