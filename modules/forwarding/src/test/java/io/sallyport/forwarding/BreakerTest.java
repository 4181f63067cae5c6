package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void failuresInARowOpenItAndASuccessBetweenStartsTheCountAgain() {
        // Given
        int enough = ForwardingRules.DEFAULTS.breakerFailures();
        for (int i = 0; i < 4 * enough; i++) {
            breaker.failed(admitted());
            if (i % 2 == 1) {
                breaker.succeeded(admitted());
            }
        }
        assertThat(breaker.position()).isEqualTo(BreakerState.Position.CLOSED);
        // When
        open();
        // Then
        assertThat(breaker.position()).isEqualTo(BreakerState.Position.OPEN);
        assertThat(breaker.admits()).isEmpty();
    }

    @Test
    void ofManyThatComeAtOnceExactlyOneProbes() throws InterruptedException {
        // Given
        open();
        clock.now = clock.now.plusSeconds(60);
        AtomicInteger probes = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            callers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    start.await();
                                } catch (InterruptedException never) {
                                    Thread.currentThread().interrupt();
                                }
                                breaker.admits().ifPresent(probe -> probes.incrementAndGet());
                            }));
        }
        // When
        start.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        // Then
        assertThat(probes).hasValue(1);
        assertThat(breaker.position()).isEqualTo(BreakerState.Position.HALF_OPEN);
    }

    @Test
    void cooldownsAreSpreadAndDoubleUpToTenTimesWhileProbesFail() {
        // Given
        Duration first = ForwardingRules.DEFAULTS.breakerCooldown();
        open();
        Set<Duration> seen = new HashSet<>();
        for (int doubled : new int[] {1, 2, 4, 8, 10, 10}) {
            // Then
            Duration cooldown = breaker.untilProbe();
            seen.add(cooldown);
            assertThat(cooldown)
                    .isBetween(
                            first.multipliedBy(3L * doubled).dividedBy(4),
                            first.multipliedBy(5L * doubled).dividedBy(4));
            // When
            clock.now = clock.now.plus(cooldown);
            breaker.failed(admitted());
        }
        assertThat(seen).hasSize(6);
    }

    @Test
    void twoBreakersDoNotProbeAtTheSameMoment() {
        // Given
        Breaker other = new Breaker(ForwardingRules.DEFAULTS, clock, new Random(8));
        // When
        open();
        for (int i = 0; i < ForwardingRules.DEFAULTS.breakerFailures(); i++) {
            other.failed(other.admits().orElseThrow());
        }
        // Then
        assertThat(other.untilProbe()).isNotEqualTo(breaker.untilProbe());
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
