package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void onlyWhatWasToStartWhileMeasuredCounts() {
        // Given a span from 1 s to 3 s
        Tally tally = new Tally(SECOND, 3 * SECOND);
        // When one starts while it settles, two inside, one of them ending after, one too late
        tally.answered(0, SECOND + 1);
        tally.answered(SECOND, SECOND + 2_000_000);
        tally.answered(2 * SECOND, 4 * SECOND);
        tally.answered(3 * SECOND, 3 * SECOND + 1);
        // Then
        assertThat(tally.answered()).isEqualTo(2);
        assertThat(tally.perSecond()).isEqualTo(1);
        assertThat(tally.latencies().millis(1)).isEqualTo(2000);
        assertThat(tally.all()).isEqualTo(4);
    }

    @Test
    void theFirstFailureIsKeptEvenIfItCameWhileSettling() {
        // Given
        Tally tally = new Tally(SECOND, 2 * SECOND);
        // When
        tally.failed(0, "status 401");
        tally.failed(SECOND, "status 500");
        // Then
        assertThat(tally.failed()).isEqualTo(1);
        assertThat(tally.firstFailure()).isEqualTo("status 401");
    }
}
