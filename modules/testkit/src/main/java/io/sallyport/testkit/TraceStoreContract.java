package io.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.Trace.TracedAttempt;
import io.sallyport.audit.port.TraceStore;
import io.sallyport.audit.port.TraceStore.Position;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link TraceStore} promises; a subclass names the store, fresh for each test. */
public abstract class TraceStoreContract {
    private static final Instant START = Instant.parse("2026-11-24T01:02:03.123456Z");

    /** An empty store, the same one during one test. */
    protected abstract TraceStore store();

    @Test
    void aFullTraceComesBackAsItWasAppended() {
        // Given
        Trace trace = full("req_full");
        // When
        store().append(List.of(trace));
        // Then
        assertThat(page(Optional.empty(), 10)).containsExactly(trace);
        assertThat(store().count()).isEqualTo(1);
    }

    @Test
    void aTraceOfWhichLittleIsKnownComesBackAsItWasAppended() {
        // Given
        Trace bare = bare("req_bare", START);
        // When
        store().append(List.of(bare));
        // Then
        assertThat(page(Optional.empty(), 10)).containsExactly(bare);
    }

    @Test
    void everyEndingCanBeKept() {
        for (Ending ending : Ending.values()) {
            // Given
            Trace trace = ended("req_" + ending, ending);
            // When
            store().append(List.of(trace));
            // Then
            assertThat(page(Optional.empty(), 100)).contains(trace);
        }
    }

    @Test
    void attemptsKeepTheirOrderAndStayWithTheirTrace() {
        // Given
        List<Trace> batch = List.of(full("req_a"), full("req_b"), bare("req_c", START));
        // When
        store().append(batch);
        // Then: the same start, so the greater id is the newer
        assertThat(page(Optional.empty(), 10)).isEqualTo(batch.reversed());
    }

    @Test
    void anEmptyBatchIsNothing() {
        // When
        store().append(List.of());
        // Then
        assertThat(store().count()).isZero();
        assertThat(page(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void pagesFollowEachOtherFromTheNewestWithoutGapOrRepeatEvenAtTheSameMicrosecond() {
        // Given: groups of five with the same start, ids in mixed case, appended out of order
        List<Trace> traces =
                IntStream.range(0, 50)
                        .mapToObj(i ->
                                bare(
                                        (i % 2 == 0 ? "req_a" : "req_B") + i,
                                        START.plusNanos(i / 5 * 1_000L)))
                        .toList();
        store().append(traces.subList(25, 50));
        store().append(traces.subList(0, 25));
        // When
        List<Trace> seen = new ArrayList<>();
        Optional<Position> before = Optional.empty();
        List<Trace> page;
        do {
            page = page(before, 7);
            seen.addAll(page);
            before = page.isEmpty() ? before : Optional.of(Position.of(page.getLast()));
        } while (!page.isEmpty());
        // Then
        List<Trace> expected = traces.stream().sorted(MemoryTraceStore.NEWEST_FIRST).toList();
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void whatArrivesWhileSomeonePagesDoesNotShiftTheOlderPages() {
        // Given
        store().append(
                        IntStream.range(0, 6)
                                .mapToObj(i -> bare("req_" + i, START.plusSeconds(i)))
                                .toList());
        List<Trace> first = page(Optional.empty(), 3);
        // When
        store().append(List.of(bare("req_new", START.plusSeconds(99))));
        List<Trace> second = page(Optional.of(Position.of(first.getLast())), 3);
        // Then
        assertThat(second)
                .extracting(trace -> trace.id().value())
                .containsExactly("req_2", "req_1", "req_0");
    }

    @Test
    void aBatchThatIsRepeatedAfterAnUncertainEndIsKeptOnce() {
        // Given
        List<Trace> batch = List.of(full("req_2"), bare("req_1", START), full("req_3"));
        store().append(batch);
        store().append(List.of(full("req_4")));
        // When
        store().append(batch);
        // Then
        assertThat(store().count()).isEqualTo(4);
        assertThat(page(Optional.empty(), 10))
                .containsExactly(full("req_4"), full("req_3"), full("req_2"), bare("req_1", START));
    }

    @Test
    void aBatchOfThousandIsKept() {
        // Given
        List<Trace> batch = IntStream.range(0, 1_000).mapToObj(i -> full("req_" + i)).toList();
        // When
        store().append(batch);
        // Then
        assertThat(store().count()).isEqualTo(1_000);
        assertThat(page(Optional.empty(), 1_000)).hasSize(1_000);
    }

    @Test
    void aTraceIsFoundByItsIdWithItsAttempts() {
        // Given
        store().append(List.of(full("req_1"), full("req_2")));
        // When
        Optional<Trace> found = store().find(new RequestId("req_2"));
        Optional<Trace> unknown = store().find(new RequestId("req_3"));
        // Then
        assertThat(found).contains(full("req_2"));
        assertThat(unknown).isEmpty();
    }

    @Test
    void aTraceIsFoundAlsoWhereThoseOfOtherBatchesAreOlderAndNewer() {
        // Given: batches whose ids enclose each other, as those of long streams do
        store().append(List.of(full("req_1"), full("req_9")));
        store().append(List.of(full("req_3"), full("req_7")));
        store().append(List.of(full("req_5")));
        // When
        List<Optional<Trace>> found =
                IntStream.rangeClosed(0, 9)
                        .mapToObj(i -> store().find(new RequestId("req_" + i)))
                        .toList();
        // Then
        assertThat(found.stream().flatMap(Optional::stream))
                .containsExactly(
                        full("req_1"), full("req_3"), full("req_5"), full("req_7"), full("req_9"));
    }

    @Test
    void aStoreThatIsWellHasNoGaps() {
        // Given
        store().append(List.of(full("req_1"), full("req_2")));
        // When
        TraceStore.Page page = store().page(Optional.empty(), 10);
        // Then
        assertThat(page.gaps()).isEmpty();
    }

    private List<Trace> page(Optional<Position> before, int limit) {
        return store().page(before, limit).traces();
    }

    private static Trace bare(String id, Instant startedAt) {
        return new Trace(
                new RequestId(id),
                startedAt,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Ending.REFUSED,
                Optional.of("invalid_api_key"),
                0,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                0,
                0,
                OptionalLong.empty(),
                List.of());
    }

    private static Trace ended(String id, Ending ending) {
        Trace trace = full(id);
        return new Trace(
                trace.id(),
                trace.startedAt(),
                trace.durationMicros(),
                trace.keyId(),
                trace.organisation(),
                trace.dialect(),
                trace.requestedModel(),
                trace.servedModel(),
                trace.servedDeployment(),
                trace.streaming(),
                trace.strategy(),
                trace.reason(),
                ending,
                trace.rejection(),
                trace.inputTokens(),
                trace.cachedInputTokens(),
                trace.cacheWriteTokens(),
                trace.cacheWriteHourTokens(),
                trace.outputTokens(),
                trace.reasoningTokens(),
                trace.tariffVersion(),
                trace.billedNanoUsd(),
                trace.atRiskNanoUsd(),
                trace.ttftMicros(),
                trace.attempts());
    }

    private static Trace full(String id) {
        return new Trace(
                new RequestId(id),
                START,
                1_234_567,
                Optional.of("Ab3dE5gH"),
                Optional.of("acme"),
                Optional.of("ANTHROPIC"),
                Optional.of("auto:cost-first"),
                Optional.of("claude-sonnet-5"),
                Optional.of("anthropic/claude-sonnet-5"),
                true,
                Optional.of("COST_FIRST"),
                Optional.of("cheapest of 3; 'quoted' é 漢"),
                Ending.ANSWERED,
                Optional.empty(),
                Long.MAX_VALUE,
                2,
                7,
                4,
                3,
                1,
                Optional.of("2026-08"),
                Long.MAX_VALUE,
                5,
                OptionalLong.of(42),
                List.of(
                        new TracedAttempt(
                                "openai/gpt-5",
                                "CONNECT_FAILED",
                                OptionalInt.empty(),
                                START,
                                OptionalLong.empty(),
                                17,
                                0,
                                0,
                                true),
                        new TracedAttempt(
                                "anthropic/claude-sonnet-5",
                                "ANSWERED",
                                OptionalInt.of(200),
                                START.plusNanos(17_000),
                                OptionalLong.of(11),
                                999,
                                7,
                                8,
                                false)));
    }
}
