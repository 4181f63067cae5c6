package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreOfTheNearestRank() {
        // Given 1 to 100 ms, out of order
        Latencies latencies = new Latencies();
        for (int i = 100; i >= 1; i--) {
            latencies.add(i * 1_000_000L);
        }
        // When
        double[] millis = DoubleStream.of(0.5, 0.99, 1, 0).map(latencies::millis).toArray();
        // Then
        assertThat(millis).containsExactly(50, 99, 100, 1);
    }

    @Test
    void oneSlowInAHundredIsNotHidden() {
        // Given 98 fast ones and two that are slow
        Latencies latencies = new Latencies();
        for (int i = 0; i < 98; i++) {
            latencies.add(1_000_000L);
        }
        latencies.add(500_000_000L);
        latencies.add(900_000_000L);
        // When
        double millis = latencies.millis(0.99);
        // Then
        assertThat(millis).isEqualTo(500);
    }

    @Test
    void whatIsAddedAfterAQuestionCounts() {
        // Given
        Latencies latencies = new Latencies();
        latencies.add(5_000_000L);
        assertThat(latencies.millis(0.5)).isEqualTo(5);
        // When
        latencies.add(1_000_000L);
        // Then
        assertThat(latencies.millis(0.5)).isEqualTo(1);
    }

    @Test
    void thereIsRoomForAnyNumber() {
        // Given
        Latencies latencies = new Latencies();
        // When
        for (int i = 1; i <= 200_000; i++) {
            latencies.add(i * 1_000_000L);
        }
        // Then
        assertThat(latencies.count()).isEqualTo(200_000);
        assertThat(latencies.millis(0.5)).isEqualTo(100_000);
    }

    @Test
    void nothingMeasuredIsNoNumber() {
        // When
        double millis = new Latencies().millis(0.5);
        // Then
        assertThat(millis).isNaN();
    }
}
