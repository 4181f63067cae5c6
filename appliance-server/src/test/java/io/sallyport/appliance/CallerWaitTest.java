package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.wire.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupt ends a wait, and nothing else ever. */
@Timeout(30)
class CallerWaitTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final long MUCH_LATER = Duration.ofHours(2).toNanos();

    private final List<Awaited> told = new ArrayList<>();
    private final CallerWait wait = new CallerWait(new Told());

    @Test
    void whatIsCutIsOverdueAlthoughItCameInTheLastMoment() {
        // When
        Throwable thrown =
                catchThrowable(() ->
                        wait.during(
                                Awaited.BODY,
                                LONG,
                                () -> {
                                    wait.cutWhenOverdue(System.nanoTime() + MUCH_LATER);
                                    return "came";
                                }));
        // Then: the interrupt is used up, so that nothing later is interrupted
        assertThat(thrown).isInstanceOf(Overdue.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(told).containsExactly(Awaited.BODY);
    }

    /** A keep-alive is written by the thread that looks after a connection, not by its own. */
    @Test
    void theThreadThatWaitsIsCutWhicheverItIs() throws Exception {
        // Given
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        FutureTask<String> other =
                new FutureTask<>(() ->
                        wait.during(
                                Awaited.READER,
                                LONG,
                                () -> {
                                    waits.countDown();
                                    return came(never);
                                }));
        Thread.ofVirtual().start(other);
        waits.await();
        // When
        wait.cutWhenOverdue(System.nanoTime() + MUCH_LATER);
        Throwable thrown = catchThrowable(other::get);
        // Then
        assertThat(thrown).hasCauseInstanceOf(Overdue.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static String came(CountDownLatch latch) throws IOException {
        try {
            latch.await();
            return "came";
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
            throw new IOException("the socket was closed", cut);
        }
    }

    @Test
    void whatEndedIsNotCut() throws IOException {
        // Given
        String came = wait.during(Awaited.BODY, Duration.ZERO, () -> "came");
        // When
        wait.cutWhenOverdue(System.nanoTime() + MUCH_LATER);
        wait.cutWhenIdle();
        // Then
        assertThat(came).isEqualTo("came");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(told).isEmpty();
    }

    @Test
    void aStopCutsAConnectionWithoutARequestAndNoOther() throws IOException {
        // When
        Throwable idle = catchThrowable(() -> stopped(Awaited.REQUEST));
        String busy = stopped(Awaited.HEAD);
        // Then
        assertThat(idle).isInstanceOf(Overdue.class);
        assertThat(busy).isEqualTo("came");
    }

    @Test
    void withTheFirstByteTheTimeOfTheHeadBegins() {
        // When: idle for long is allowed, a head is overdue at once
        Throwable thrown =
                catchThrowable(() ->
                        wait.during(
                                Awaited.REQUEST,
                                LONG,
                                () -> {
                                    wait.goOn(Awaited.REQUEST, Awaited.HEAD, Duration.ZERO);
                                    wait.cutWhenOverdue(System.nanoTime() + 1);
                                    return "came";
                                }));
        // Then
        assertThat(thrown).hasMessage("HEAD");
    }

    @Test
    void aBlockedThreadIsInterruptedByTheOneThatLooks() {
        // Given
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        Thread.ofVirtual()
                .start(() -> {
                    while (!over.get()) {
                        wait.cutWhenOverdue(System.nanoTime() + MUCH_LATER);
                        LockSupport.parkNanos(1_000_000);
                    }
                });
        // When
        Throwable thrown =
                catchThrowable(() -> wait.during(Awaited.READER, LONG, () -> blocked(never)));
        over.set(true);
        // Then
        assertThat(thrown).isInstanceOf(Overdue.class);
    }

    private static boolean blocked(CountDownLatch latch) throws IOException {
        try {
            latch.await();
            return true;
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
            throw new IOException(cut);
        }
    }

    private String stopped(Awaited what) throws IOException {
        return wait.during(
                what,
                LONG,
                () -> {
                    wait.cutWhenIdle();
                    return "came";
                });
    }

    private final class Told implements ConnectionListener {
        @Override
        public void unreadable(Fault fault) {
            throw new AssertionError("nothing is read here");
        }

        @Override
        public void turnedAway(TurnedAway why) {
            throw new AssertionError("nobody is turned away here");
        }

        @Override
        public void overdue(Awaited what) {
            told.add(what);
        }
    }
}
