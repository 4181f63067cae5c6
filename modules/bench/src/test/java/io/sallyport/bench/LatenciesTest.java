package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentilesAreOfTheNearestRank() {
        // Given 1 to 100 ms, out of order
        Latencies latencies = new Latencies();
        for (int i = 100; i >= 1; i--) {
            latencies.add(i * 1_000_000L);
        }
        // When, Then
        assertThat(latencies.millis(0.5)).isEqualTo(50);
        assertThat(latencies.millis(0.99)).isEqualTo(99);
        assertThat(latencies.millis(1)).isEqualTo(100);
        assertThat(latencies.millis(0)).isEqualTo(1);
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
        // When, Then
        assertThat(latencies.millis(0.99)).isEqualTo(500);
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
        assertThat(new Latencies().millis(0.5)).isNaN();
    }
}
