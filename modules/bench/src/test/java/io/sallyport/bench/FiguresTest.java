package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final String NGINX = Contestant.NGINX;
    private static final String SALLYPORT = Contestant.SALLYPORT;

    private final List<Row> rows = new ArrayList<>();

    @Test
    void theRatioIsTheMedianOfTheRatiosWithinEachRound() {
        // Given a machine that gets slower: the ratios are 0.5, 0.8 and 0.4
        speed(NGINX, Workload.CHAT_1K, 1, 20);
        speed(SALLYPORT, Workload.CHAT_1K, 1, 40);
        speed(NGINX, Workload.CHAT_1K, 2, 40);
        speed(SALLYPORT, Workload.CHAT_1K, 2, 50);
        speed(NGINX, Workload.CHAT_1K, 3, 80);
        speed(SALLYPORT, Workload.CHAT_1K, 3, 200);
        // When
        Figures figures = new Figures(rows);
        // Then
        assertThat(figures.ratioToNginx(SALLYPORT, Workload.CHAT_1K).getAsDouble())
                .isCloseTo(0.5, offset(1e-9));
        assertThat(figures.ratioToNginx(NGINX, Workload.CHAT_1K).getAsDouble()).isEqualTo(1);
    }

    @Test
    void whatIsTranslatedIsComparedWithTheSameUntranslated() {
        // Given
        speed(NGINX, Workload.STREAM_20, 1, 50);
        speed(SALLYPORT, Workload.TRANSLATED_STREAM_20, 1, 100);
        // When
        OptionalDouble ratio =
                new Figures(rows).ratioToNginx(SALLYPORT, Workload.TRANSLATED_STREAM_20);
        // Then
        assertThat(ratio).hasValue(0.5);
    }

    @Test
    void withoutNginxThereIsNoRatio() {
        // Given
        speed(SALLYPORT, Workload.CHAT_1K, 1, 40);
        // When
        OptionalDouble ratio = new Figures(rows).ratioToNginx(SALLYPORT, Workload.CHAT_1K);
        // Then
        assertThat(ratio).isEmpty();
    }

    @Test
    void whatAGatewayAddsIsWithoutTheUpstreamAtTheSameRate() {
        // Given
        timed(Contestant.DIRECT, 1, 500, 0.1, 0.3);
        timed(Contestant.DIRECT, 1, 1000, 5, 9);
        timed(SALLYPORT, 1, 500, 0.4, 1.5);
        // When
        Figures figures = new Figures(rows);
        // Then
        assertThat(figures.addedP50(SALLYPORT, Workload.CHAT_1K, 500).getAsDouble())
                .isCloseTo(0.3, offset(1e-9));
        assertThat(figures.addedP99(SALLYPORT, Workload.CHAT_1K, 500).getAsDouble())
                .isCloseTo(1.2, offset(1e-9));
        assertThat(figures.addedP99(SALLYPORT, Workload.CHAT_1K, 1000)).isEmpty();
        assertThat(figures.rates(Workload.CHAT_1K)).containsExactly(500.0, 1000.0);
    }

    @Test
    void memoryIsReadAtItsRateOrElseWhereItIsLargest() {
        // Given
        speed(SALLYPORT, Workload.CHAT_1K, 1, 40);
        Figures slow = new Figures(rows);
        timed(SALLYPORT, 1, Plan.MEMORY_RATE, 1, 1);
        // When
        OptionalDouble largest = slow.rssMib(SALLYPORT);
        OptionalDouble atItsRate = new Figures(rows).rssMib(SALLYPORT);
        // Then
        assertThat(largest).hasValue(300);
        assertThat(atItsRate).hasValue(200);
    }

    @Test
    void theMedianLeavesOutWhatIsNoNumber() {
        // When
        OptionalDouble two = Figures.median(DoubleStream.of(3, Double.NaN, 1));
        OptionalDouble three = Figures.median(DoubleStream.of(9, 1, 2));
        OptionalDouble none = Figures.median(DoubleStream.of(Double.POSITIVE_INFINITY));
        // Then
        assertThat(two).hasValue(2);
        assertThat(three).hasValue(2);
        assertThat(none).isEmpty();
    }

    private void speed(String contestant, Workload workload, int round, double cpuMicros) {
        rows.add(new Row(contestant, workload, round, 0, 9, 0, 9, 1, 1, cpuMicros, 1, 300));
    }

    private void timed(String contestant, int round, double rate, double p50, double p99) {
        rows.add(
                new Row(
                        contestant,
                        Workload.CHAT_1K,
                        round,
                        rate,
                        9,
                        0,
                        rate,
                        p50,
                        p99,
                        50,
                        0.5,
                        200));
    }
}
