package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE_BLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.TraceStore;
import io.sallyport.audit.port.TraceStore.Gap;
import io.sallyport.audit.port.TraceStore.Page;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.RequestId;
import io.sallyport.store.generated.tables.records.TraceBlockRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A block that the disk has damaged hides its own traces, and says so. */
class DamagedTracesTest {
    private static final Instant START = Instant.parse("2026-11-24T01:02:03Z");

    @TempDir Path folder;

    private final RandomTraces random = new RandomTraces(10);
    private final List<Trace> older =
            List.of(random.trace("req_1", START), random.trace("req_3", START.plusSeconds(3)));
    private final List<Trace> damaged =
            List.of(
                    random.trace("req_2", START.plusSeconds(2)),
                    random.trace("req_5", START.plusSeconds(5)));
    private final List<Trace> newer = List.of(random.trace("req_6", START.plusSeconds(6)));

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aPageHasTheOthersAndTheGapByItsName(Engine engine) throws SQLException {
        // Given
        DatabaseSettings settings = engine.fresh(folder);
        try (Database database = Database.open(settings)) {
            TraceStore traces = kept(database);
            damage(engine, settings);
            // When
            Page page = traces.page(Optional.empty(), 10);
            // Then
            assertThat(page.traces())
                    .containsExactly(newer.getFirst(), older.getLast(), older.getFirst());
            assertThat(page.gaps()).containsExactly(gap());
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTraceThatMayBeInTheGapIsNotSaidToBeUnknown(Engine engine) throws SQLException {
        // Given
        DatabaseSettings settings = engine.fresh(folder);
        try (Database database = Database.open(settings)) {
            TraceStore traces = kept(database);
            damage(engine, settings);
            // When
            Rejected lost =
                    catchThrowableOfType(Rejected.class, () -> traces.find(new RequestId("req_5")));
            // Then
            assertThat(lost.rejection().code()).isEqualTo("trace_unreadable");
            assertThat(lost.rejection().message()).contains("req_5", gap().block(), "backup");
            assertThat(traces.find(new RequestId("req_3"))).contains(older.getLast());
            assertThat(traces.find(new RequestId("req_6"))).contains(newer.getFirst());
            assertThat(traces.find(new RequestId("req_9"))).isEmpty();
        }
    }

    private TraceStore kept(Database database) {
        TraceStore traces = database.traces();
        Stream.of(older, damaged, newer).forEach(traces::append);
        return traces;
    }

    private void damage(Engine engine, DatabaseSettings settings) throws SQLException {
        TraceBlockRecord block = BlockPacking.of(damaged).getFirst();
        byte[] bytes = block.getPacked();
        bytes[bytes.length / 2] ^= 1;
        try (Connection connection = Engine.connect(settings)) {
            int changed =
                    DSL.using(connection, engine.dialect())
                            .update(TRACE_BLOCK)
                            .set(TRACE_BLOCK.PACKED, bytes)
                            .where(TRACE_BLOCK.BLOCK_ID.eq(block.getBlockId()))
                            .execute();
            assertThat(changed).isEqualTo(1);
        }
    }

    private Gap gap() {
        return new Gap(
                BlockPacking.of(damaged).getFirst().getBlockId().toString(),
                2,
                START.plusSeconds(2),
                START.plusSeconds(5));
    }
}
