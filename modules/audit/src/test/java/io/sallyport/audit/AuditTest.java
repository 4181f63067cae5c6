package io.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Caller;
import io.sallyport.exchange.Charge;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.Exchange;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60) // What should never block must not hang the build when it does.
class AuditTest {
    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 5, 2);

    private final FakeTraceStore store = new FakeTraceStore();

    @Test
    void whatIsRememberedIsWrittenByTheTimeOfACleanStopInOrder() {
        // Given
        Audit audit = new Audit(store, 10_000, QUICK);
        for (int i = 0; i < 3_000; i++) {
            audit.remember(exchange(i));
        }
        // When
        audit.close();
        // Then
        assertThat(store.traces).hasSize(3_000);
        assertThat(store.traces)
                .extracting(trace -> trace.id().value())
                .startsWith("req_0", "req_1")
                .endsWith("req_2999");
        assertThat(store.batches).allMatch(size -> size <= TraceWriter.BATCH);
        assertThat(audit.written()).isEqualTo(3_000);
        assertThat(audit.dropped()).isZero();
        assertThat(audit.queued()).isZero();
    }

    @Test
    void aSlowStoreNeverBlocksRememberingAndWhatFindsNoPlaceIsCounted() throws Exception {
        // Given: the writer hangs in the store with one exchange in hand
        store.gate = new CountDownLatch(1);
        Audit audit = new Audit(store, 100, QUICK);
        audit.remember(exchange(0));
        store.entered.await();
        // When
        for (int i = 1; i <= 150; i++) {
            audit.remember(exchange(i));
        }
        // Then
        assertThat(audit.dropped()).isEqualTo(50);
        assertThat(audit.queued()).isEqualTo(101);
        assertThat(audit.written()).isZero();
        store.gate.countDown();
        audit.close();
        assertThat(audit.written()).isEqualTo(101);
        assertThat(store.traces).hasSize(101);
    }

    @Test
    void whatArrivesBetweenALookAndTheStopIsWritten() {
        // Given: the queue is empty when the writer looks, and then one exchange and the stop come
        AtomicReference<TraceWriter> stopped = new AtomicReference<>();
        LinkedBlockingQueue<Exchange> queue =
                new LinkedBlockingQueue<>() {
                    private boolean looked;

                    @Override
                    public @Nullable Exchange poll(long time, TimeUnit unit)
                            throws InterruptedException {
                        if (looked) {
                            return super.poll(time, unit);
                        }
                        looked = true;
                        add(exchange(1));
                        stopped.get().finish();
                        return null;
                    }
                };
        TraceWriter writer = new TraceWriter(queue, store, QUICK);
        stopped.set(writer);
        // When
        boolean goesOn = true;
        while (goesOn) {
            goesOn = writer.take();
        }
        // Then
        assertThat(store.traces).hasSize(1);
    }

    @Test
    void aStoreThatFailsForAWhileLosesNothingAndNothingTwice() {
        // Given
        store.failuresLeft.set(4);
        Audit audit = new Audit(store, 100, QUICK);
        // When
        audit.remember(exchange(1));
        awaitWritten(audit, 1);
        audit.close();
        // Then
        assertThat(store.traces).hasSize(1);
        assertThat(audit.dropped()).isZero();
    }

    @Test
    void aBatchThatCanNeverBeWrittenIsCountedAndTheNextOneIsWritten() {
        // Given
        store.failuresLeft.set(QUICK.attempts());
        Audit audit = new Audit(store, 100, QUICK);
        audit.remember(exchange(1));
        awaitDropped(audit, 1);
        // When
        audit.remember(exchange(2));
        audit.close();
        // Then
        assertThat(store.traces).extracting(trace -> trace.id().value()).containsExactly("req_2");
        assertThat(audit.written()).isEqualTo(1);
        assertThat(audit.dropped()).isEqualTo(1);
    }

    @Test
    void closingOnADeadStoreEndsAndCountsEverything() {
        // Given
        store.failuresLeft.set(Integer.MAX_VALUE);
        Audit audit = new Audit(store, 10_000, QUICK);
        for (int i = 0; i < 2_000; i++) {
            audit.remember(exchange(i));
        }
        // When
        audit.close();
        audit.remember(exchange(9_999));
        // Then
        assertThat(audit.written()).isZero();
        assertThat(audit.dropped()).isEqualTo(2_001);
        assertThat(audit.queued()).isZero();
    }

    @Test
    void aWriterThatAnErrorEndedIsSeen() throws Exception {
        // Given
        store.gate = new CountDownLatch(1);
        store.error = new StackOverflowError("in the store");
        Audit audit = new Audit(store, 100, QUICK);
        audit.remember(exchange(1));
        store.entered.await();
        assertThat(audit.alive()).isTrue();
        // When
        store.gate.countDown();
        audit.close();
        // Then
        assertThat(audit.alive()).isFalse();
        assertThat(audit.written()).isZero();
    }

    @Test
    void manyThreadsEndAsWrittenOrDroppedAndNothingIsForgotten() {
        // Given
        Audit audit = new Audit(store, 500, QUICK);
        // When
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 8; thread++) {
                int from = thread * 1_000;
                threads.execute(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        audit.remember(exchange(from + i));
                    }
                });
            }
        }
        audit.close();
        // Then
        assertThat(audit.written() + audit.dropped()).isEqualTo(8_000);
        assertThat(store.traces).hasSize((int) audit.written());
    }

    @Test
    void whoHasNoKeyCanFillHalfOfTheQueueAndNoMore() throws Exception {
        // Given: the writer is held back with one exchange in its hand
        store.gate = new CountDownLatch(1);
        Audit audit = new Audit(store, 100, QUICK);
        audit.remember(exchange(0));
        store.entered.await();
        // When
        for (int i = 0; i < 1_000; i++) {
            audit.remember(of(1_000 + i, Optional.empty()));
        }
        long droppedOfStrangers = audit.dropped();
        for (int i = 1; i <= 50; i++) {
            audit.remember(exchange(i));
        }
        // Then
        assertThat(droppedOfStrangers).isEqualTo(950);
        assertThat(audit.dropped()).isEqualTo(950);
        store.gate.countDown();
        audit.close();
        assertThat(store.traces).hasSize(101);
    }

    @Test
    void thePauseDoublesUpToTheLongest() {
        // Given
        List<Integer> failures = List.of(1, 2, 3, 7, 1_000);
        // When
        List<Duration> pauses = failures.stream().map(Backoff.DEFAULT::pauseAfter).toList();
        // Then
        assertThat(pauses)
                .containsExactly(
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
    }

    private static void awaitWritten(Audit audit, long written) {
        while (audit.written() < written) {
            Thread.onSpinWait();
        }
    }

    private static void awaitDropped(Audit audit, long dropped) {
        while (audit.dropped() < dropped) {
            Thread.onSpinWait();
        }
    }

    static Exchange exchange(int number) {
        return of(
                number,
                Optional.of(
                        new Caller(new KeyId("abcd1234"), new OrganisationId("acme"), Set.of())));
    }

    static Exchange of(int number, Optional<Caller> caller) {
        return new Exchange(
                new RequestId("req_" + number),
                Instant.parse("2026-11-24T00:00:00Z"),
                Duration.ofMillis(5),
                caller,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Ending.REFUSED,
                Optional.of("invalid_api_key"),
                Usage.NONE,
                Charge.NONE,
                Optional.empty());
    }
}
