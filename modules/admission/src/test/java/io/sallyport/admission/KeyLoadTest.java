package io.sallyport.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.secret.Secret;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many requests of one key are let on at a time. */
@Timeout(60)
class KeyLoadTest {
    private static final int MOST = 5;

    private final Stops stops = new Stops(new FakeStopStore(), Clock.systemUTC());
    private final Admission admission =
            new Admission(new FakeKeyStore(), stops, Secret.of("pepper"), MOST, Clock.systemUTC());
    private final Caller caller = newCaller();

    @AfterEach
    void end() {
        admission.close();
        stops.close();
    }

    @Test
    void oneMoreThanAKeyMayIsRefusedAndTheWayOutIsToWait() {
        // Given
        List<Permit> open = take(MOST);
        // When
        Rejected refused =
                catchThrowableOfType(Rejected.class, () -> admission.permit(caller, shape("a")));
        // Then
        assertThat(refused.rejection().code()).isEqualTo("too_many_concurrent_requests");
        assertThat(refused.rejection().meaning()).isEqualTo(Meaning.RATE_LIMITED);
        assertThat(refused.rejection().retryAfter()).isPresent();
        assertThat(admission.inFlight()).isEqualTo(MOST);
        open.getFirst().close();
        open.getFirst().close();
        assertThat(take(1)).hasSize(1);
    }

    @Test
    void anotherKeyHasPlacesOfItsOwn() {
        // Given
        take(MOST);
        // When
        Permit other = admission.permit(newCaller(), shape("a"));
        // Then
        assertThat(other.caller()).isNotEqualTo(caller);
        assertThat(admission.inFlight()).isEqualTo(MOST + 1);
    }

    @Test
    void aChangeOfTheKeyKeepsItsPlacesTaken() {
        // Given
        List<Permit> open = take(MOST);
        // When: every change of any key swaps what admission knows of all of them
        newCaller();
        admission.revoke(caller.key());
        // Then
        assertThat(catchThrowableOfType(Rejected.class, () -> admission.permit(caller, shape("a"))))
                .isNotNull();
        open.forEach(Permit::close);
        assertThat(take(MOST)).hasSize(MOST);
    }

    @Test
    void manyThreadsNeverHoldMoreThanAKeyMayAndNoPlaceIsLost() {
        // Given
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        // When: while other keys come, so that snapshots are swapped below them
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 50; thread++) {
                threads.execute(() -> {
                    for (int i = 0; i < 400; i++) {
                        try (Permit permit = admission.permit(caller, shape("a"))) {
                            most.accumulateAndGet(held.incrementAndGet(), Math::max);
                            assertThat(permit.caller()).isEqualTo(caller);
                            LockSupport.parkNanos(20_000);
                            held.decrementAndGet();
                        } catch (Rejected tooMany) {
                            refused.incrementAndGet();
                            LockSupport.parkNanos(20_000);
                        }
                    }
                });
            }
            for (int i = 0; i < 50; i++) {
                newCaller();
            }
        }
        // Then
        assertThat(most).hasValueLessThanOrEqualTo(MOST);
        assertThat(refused).hasPositiveValue();
        assertThat(admission.inFlight()).isZero();
        assertThat(take(MOST)).hasSize(MOST);
    }

    private List<Permit> take(int count) {
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            permits.add(admission.permit(caller, shape("a")));
        }
        return permits;
    }

    private Caller newCaller() {
        return admission.identify(
                admission
                        .create(
                                new KeyOrder(
                                        new OrganisationId("acme"),
                                        "test",
                                        KeyRecord.Kind.INFERENCE,
                                        Set.of(),
                                        Optional.empty()))
                        .secret());
    }

    private static Shape shape(String... models) {
        return new Shape(
                Shape.Kind.CHAT,
                DialectName.OPENAI_CHAT,
                List.of(models),
                false,
                Set.of(),
                1,
                1,
                OptionalInt.empty());
    }
}
