package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The moves of a circuit, and the results that come too late to move it. */
class BreakerTest {
    private final MovingClock clock = new MovingClock();
    private final Breaker breaker = new Breaker(ForwardingRules.DEFAULTS, clock, new Random(7));

    @Test
    void aLateSuccessDoesNotCloseAnOpenCircuit() {
        // Given
        Breaker.Admission early = admitted();
        open();
        // When
        breaker.succeeded(early);
        // Then
        assertThat(breaker.position()).isEqualTo(BreakerState.Position.OPEN);
        assertThat(breaker.admits()).isEmpty();
    }

    @Test
    void lateResultsLeaveAnothersProbeAlone() {
        // Given
        Breaker.Admission early = admitted();
        open();
        clock.now = clock.now.plusSeconds(60);
        Breaker.Admission probe = admitted();
        // When
        breaker.undecided(early);
        breaker.failed(early);
        breaker.succeeded(early);
        breaker.openFor(early, Duration.ofSeconds(30));
        // Then
        assertThat(breaker.position()).isEqualTo(BreakerState.Position.HALF_OPEN);
        assertThat(breaker.admits()).isEmpty();
        breaker.succeeded(probe);
        assertThat(breaker.position()).isEqualTo(BreakerState.Position.CLOSED);
    }

    @Test
    void failuresOfAnEarlierClosedPeriodDoNotCount() {
        // Given
        Breaker.Admission early = admitted();
        open();
        clock.now = clock.now.plusSeconds(60);
        breaker.succeeded(admitted());
        // When
        for (int i = 0; i < 10; i++) {
            breaker.failed(early);
        }
        // Then
        assertThat(breaker.position()).isEqualTo(BreakerState.Position.CLOSED);
    }

    @Test
    void anUndecidedProbeLetsTheNextOneProbe() {
        // Given
        open();
        clock.now = clock.now.plusSeconds(60);
        // When
        breaker.undecided(admitted());
        // Then
        assertThat(breaker.admits()).isPresent();
        assertThat(breaker.admits()).isEmpty();
    }

    @Test
    void aLateRetryAfterOnlyLengthensTheOpenTime() {
        // Given
        Breaker.Admission early = admitted();
        open();
        // When
        breaker.openFor(early, Duration.ofSeconds(40));
        breaker.openFor(early, Duration.ofSeconds(1));
        // Then
        assertThat(breaker.untilProbe()).isEqualTo(Duration.ofSeconds(40));
    }

    private Breaker.Admission admitted() {
        return breaker.admits().orElseThrow();
    }

    private void open() {
        for (int i = 0; i < ForwardingRules.DEFAULTS.breakerFailures(); i++) {
            breaker.failed(admitted());
        }
    }
}
