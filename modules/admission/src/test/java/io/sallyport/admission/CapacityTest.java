package io.sallyport.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What one machine takes on, and what it refuses. */
class CapacityTest {
    private static final int PLACES = 3;
    private static final long BYTES = 3_000;

    private final Capacity capacity =
            new Capacity(
                    new CapacityRules(PLACES, Duration.ofMillis(20), 1, BYTES, 0.85),
                    new Random(1));

    @Test
    void asManyAsThereArePlacesAreLetInAndTheNextIsToldToComeAgain() {
        // Given
        List<Place> places = entered(PLACES);
        // When
        Rejection refusal = refusal(capacity.place()::enter);
        // Then
        assertThat(refusal.code()).isEqualTo("overloaded");
        assertThat(refusal.meaning()).isEqualTo(Meaning.UNAVAILABLE);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(capacity.shed(Shortage.REQUESTS)).isEqualTo(1);
        places.forEach(Place::close);
        assertThat(capacity.requests()).isZero();
    }

    @Test
    void whatIsGivenBackTwiceCountsOnce() {
        // Given
        Place place = entered(1).getFirst();
        place.body(100);
        place.close();
        // When
        place.close();
        // Then
        assertThat(capacity.requests()).isZero();
        assertThat(capacity.bytes()).isZero();
    }

    @Test
    void aPlaceThatWasRefusedGivesNothingBack() {
        // Given
        List<Place> places = entered(PLACES);
        Place refused = capacity.place();
        refusal(refused::enter);
        // When
        refused.close();
        // Then
        assertThat(capacity.requests()).isEqualTo(places.size());
    }

    @Test
    void bodiesAreCountedTogetherAndThreeTimes() {
        // Given
        entered(1).getFirst().body(600);
        // When
        Rejection refusal = refusal(() -> capacity.place().body(500));
        // Then
        assertThat(refusal.code()).isEqualTo("overloaded");
        assertThat(capacity.bytes()).isEqualTo(1_800);
        assertThat(capacity.shed(Shortage.BODIES)).isEqualTo(1);
    }

    @Test
    void aBodyThatHasNoRoomNowIsRefusedByItsDeclaredLengthAndTakesNothing() {
        // Given
        entered(1).getFirst().body(600);
        // When
        Rejection refusal = refusal(() -> capacity.place().expect(500));
        // Then
        assertThat(refusal.meaning()).isEqualTo(Meaning.UNAVAILABLE);
        assertThat(capacity.bytes()).isEqualTo(1_800);
    }

    @Test
    void aBodyThatNeverFitsIsToldSoAndNotToComeAgain() {
        // When
        Rejection refusal = refusal(() -> capacity.place().expect(1_001));
        // Then
        assertThat(refusal.meaning()).isEqualTo(Meaning.TOO_LARGE);
        assertThat(refusal.retryAfter()).isEmpty();
        assertThat(refusal.message()).contains("1000 bytes");
    }

    @Test
    void anAnswerMayTakeHalfAsMuchMore() {
        // Given
        Place place = entered(1).getFirst();
        place.body(1_000);
        // When
        place.answer(500);
        // Then
        assertThat(capacity.bytes()).isEqualTo(4_500);
        assertThat(refusal(() -> place.answer(1)).code()).isEqualTo("overloaded");
        place.passed(500);
        assertThat(capacity.bytes()).isEqualTo(BYTES);
    }

    @Test
    void whileTheHeapIsFullNobodyIsLetIn() {
        // Given
        capacity.heap(0.86);
        // When
        Rejection refusal = refusal(capacity.place()::enter);
        // Then
        assertThat(refusal.code()).isEqualTo("overloaded");
        assertThat(capacity.shed(Shortage.HEAP)).isEqualTo(1);
        capacity.heap(0.5);
        assertThat(entered(1)).hasSize(1);
    }

    @Test
    void aQueueThatStandsShedsButTheFirstFewAreServed() {
        // Given
        for (int i = 0; i < 1_000; i++) {
            capacity.waited(Duration.ofSeconds(1));
        }
        Place first = entered(1).getFirst();
        int refused = 0;
        // When
        for (int i = 0; i < 100; i++) {
            try (Place place = capacity.place()) {
                place.enter();
            } catch (Rejected shed) {
                refused++;
            }
        }
        // Then
        assertThat(refused).isGreaterThan(80).isEqualTo((int) capacity.shed(Shortage.QUEUE_TIME));
        assertThat(capacity.requests()).isEqualTo(1);
        first.close();
    }

    private List<Place> entered(int count) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Place place = capacity.place();
            place.enter();
            places.add(place);
        }
        return places;
    }

    private static Rejection refusal(ThrowingCallable action) {
        Rejected rejected = catchThrowableOfType(Rejected.class, action);
        assertThat(rejected).isNotNull();
        return rejected.rejection();
    }
}
