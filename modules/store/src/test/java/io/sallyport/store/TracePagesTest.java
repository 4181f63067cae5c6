package io.sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.TraceStore;
import io.sallyport.audit.port.TraceStore.Position;
import io.sallyport.testkit.MemoryTraceStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks that overlap in every way, against a store that has no blocks. */
class TracePagesTest {
    private static final Instant START = Instant.parse("2026-11-24T01:02:03Z");
    private static final int BATCHES = 150;
    private static final int LARGEST_BATCH = 12;
    private static final int QUESTIONS = 150;
    private static final int LARGEST_PAGE = 100;

    /** Few, so that many are the same, and over several windows of blocks. */
    private static final int ALL_STARTS = 1_500;

    private static final int MILLIS_BETWEEN = 100;

    static Stream<Database> engines() {
        return Stream.of(TestDatabases.h2Memory(), TestDatabases.postgres());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void everyPageAndEveryTraceIsWhatAStoreWithoutBlocksSays(Database engine) {
        try (Database database = engine) {
            // Given: traces that started at any time in batches of any size
            TraceStore blocks = database.traces();
            MemoryTraceStore oracle = new MemoryTraceStore();
            RandomTraces random = new RandomTraces(9);
            List<Trace> all = new ArrayList<>();
            for (int i = 0; i < BATCHES; i++) {
                List<Trace> batch = batch(random, all.size());
                blocks.append(batch);
                oracle.append(batch);
                all.addAll(batch);
            }
            for (int i = 0; i < QUESTIONS; i++) {
                Trace one = all.get(random.upTo(all.size() - 1));
                Optional<Position> before = i == 0 ? Optional.empty() : near(one, random);
                int limit = 1 + random.upTo(LARGEST_PAGE - 1);
                // When
                TraceStore.Page page = blocks.page(before, limit);
                // Then
                assertThat(page).isEqualTo(oracle.page(before, limit));
                assertThat(blocks.find(one.id())).contains(one);
            }
            assertThat(blocks.count()).isEqualTo(all.size());
        }
    }

    /** Most traces started lately, some long ago. */
    private static List<Trace> batch(RandomTraces random, int first) {
        List<Trace> batch = new ArrayList<>();
        int now = random.upTo(ALL_STARTS);
        for (int i = random.upTo(LARGEST_BATCH - 1); i >= 0; i--) {
            int earlier = random.upTo(9) == 0 ? random.upTo(ALL_STARTS) : random.upTo(20);
            String id = "req_%s%019d".formatted("aBz0".charAt(i % 4), first + i);
            batch.add(random.trace(id, START.plusMillis((now - earlier) * (long) MILLIS_BETWEEN)));
        }
        return batch;
    }

    /** The place of this trace, or one between two traces. */
    private static Optional<Position> near(Trace trace, RandomTraces random) {
        Position place = Position.of(trace);
        return Optional.of(
                new Position(
                        place.startedAtMicros() + random.upTo(1),
                        random.upTo(1) == 0 ? place.id() : "req_m" + place.id().substring(5)));
    }
}
