package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long START = Long.MAX_VALUE - 500_000_000L;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void requestsStartAtAFixedRateAlsoWhereTheClockTurnsOver() {
        // Given a clock that passes its largest value half a second after the start
        long start = START;
        // When
        Schedule schedule = new Schedule(start, 4, start + SECOND);
        // Then
        assertThat(schedule.count()).isEqualTo(4);
        assertThat(schedule.intended(0)).isEqualTo(start);
        assertThat(schedule.intended(3) - start).isEqualTo(750_000_000L);
    }

    @Test
    void aRateThatDoesNotDivideTheTimeIsKeptOnTheWhole() {
        // When three requests a second are planned
        Schedule schedule = new Schedule(0, 3, 100 * SECOND);
        // Then no rounding of the gap adds up
        assertThat(schedule.count()).isEqualTo(300);
        assertThat(schedule.intended(299)).isEqualTo(99_666_666_666L);
    }

    @Test
    void aRequestThatCouldNotStartInTimeCountsFromWhenItShouldHave() {
        // Given an open loop of ten a second that nobody could send for a second
        Pace pace = Pace.of(OptionalDouble.of(10), 0, SECOND);
        long late = 2 * SECOND;
        // When
        long first = pace.take(late);
        long second = pace.take(late);
        // Then their latency counts from the schedule, and the others are still owed
        assertThat(first).isZero();
        assertThat(second).isEqualTo(100_000_000L);
        assertThat(pace.due(late)).isTrue();
        assertThat(pace.unsent()).isEqualTo(8);
    }

    @Test
    void nothingStartsBeforeItsTimeOrAfterTheEnd() {
        // Given
        Pace pace = Pace.of(OptionalDouble.of(2), 0, SECOND);
        boolean tooEarly = pace.due(-1);
        boolean inTime = pace.due(0);
        // When
        pace.take(0);
        boolean second = pace.due(499_999_999L);
        boolean another = pace.more(0);
        pace.take(500_000_000L);
        // Then
        assertThat(tooEarly).isFalse();
        assertThat(inTime).isTrue();
        assertThat(second).isFalse();
        assertThat(another).isTrue();
        assertThat(pace.more(0)).isFalse();
        assertThat(pace.due(10 * SECOND)).isFalse();
        assertThat(pace.unsent()).isZero();
    }

    @Test
    void withoutARateTheNextStartsAtOnceUntilTheEnd() {
        // Given
        Pace pace = Pace.of(OptionalDouble.empty(), 0, SECOND);
        boolean before = pace.due(SECOND - 1);
        // When
        long taken = pace.take(SECOND - 1);
        // Then
        assertThat(before).isTrue();
        assertThat(taken).isEqualTo(SECOND - 1);
        assertThat(pace.due(SECOND)).isFalse();
    }

    @Test
    void aRateIsAboveZero() {
        // When
        Throwable thrown = catchThrowable(() -> new Schedule(0, 0, 1));
        // Then
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
    }
}
