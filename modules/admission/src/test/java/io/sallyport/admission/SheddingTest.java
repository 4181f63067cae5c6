package io.sallyport.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which share is shed, as a function of the queue times that were seen. */
class SheddingTest {
    private static final Duration TARGET = Duration.ofMillis(20);

    private final Shedding shedding = new Shedding(TARGET);

    @Test
    void aMachineThatKeepsUpShedsNothing() {
        // When
        see(1_000, Duration.ofMillis(15));
        // Then
        assertThat(shedding.share()).isZero();
    }

    @Test
    void aBurstThatIsOverSoonShedsNothing() {
        // Given
        see(10, Duration.ZERO);
        // When: a collection of garbage
        see(2, Duration.ofMillis(400));
        // Then
        assertThat(shedding.share()).isZero();
    }

    @Test
    void aMachineThatStoodStillForAMomentRefusesFew() {
        // Given: a machine with half of its work, whose queue is worked off at half its speed
        see(10, Duration.ofMillis(1));
        // When: 300 ms of standing still
        double refused = 0;
        for (int waits = 20; waits <= 300; waits += 20) {
            shedding.observe(Duration.ofMillis(waits));
            refused += shedding.share() * 20;
        }
        for (int waits = 290; waits >= 0; waits -= 10) {
            shedding.observe(Duration.ofMillis(waits));
            refused += shedding.share() * 20;
        }
        // Then: the requests of less than 0.3 s
        assertThat(refused).isLessThan(300);
    }

    @Test
    void aQueueThatStandsShedsMoreAndMoreButNeverEverything() {
        // Given
        see(10, Duration.ofMillis(60));
        double soon = shedding.share();
        // When
        see(1_000, Duration.ofMillis(60));
        // Then
        assertThat(soon).isPositive();
        assertThat(shedding.share()).isGreaterThan(soon).isEqualTo(0.98);
    }

    @Test
    void whenTheQueueIsGoneNothingIsShedAnyMore() {
        // Given
        see(1_000, Duration.ofMillis(500));
        // When: four seconds
        see(200, Duration.ZERO);
        // Then
        assertThat(shedding.share()).isZero();
    }

    @Test
    void atTwiceWhatTheMachineCanDoItSettlesNearHalfAndTheQueueNearItsTarget() {
        // Given: in a round of 20 ms as much work comes as takes 40 ms, less what is shed, and a
        // byte that is sent through the queue is seen when the queue that it met is over
        double queue = 0;
        double most = 0;
        double sent = 0;
        double read = 0;
        // When
        for (int round = 1; round <= 1_000; round++) {
            double now = 20.0 * round;
            queue = Math.max(0, queue + 40 * (1 - shedding.share()) - 20);
            if (read <= now - 20) {
                sent = now - 20;
                read = sent + queue;
            }
            shedding.observe(Duration.ofNanos((long) ((Math.min(read, now) - sent) * 1e6)));
            most = round < 250 ? 0 : Math.max(most, queue);
        }
        // Then
        assertThat(shedding.share()).isBetween(0.4, 0.75);
        assertThat(most).isLessThan(4.0 * TARGET.toMillis());
    }

    private void see(int times, Duration queueTime) {
        for (int i = 0; i < times; i++) {
            shedding.observe(queueTime);
        }
    }
}
