package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE;
import static io.sallyport.store.generated.Tables.TRACE_ATTEMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.Trace.TracedAttempt;
import io.sallyport.store.generated.tables.records.TraceAttemptRecord;
import io.sallyport.store.generated.tables.records.TraceRecord;
import io.sallyport.testkit.MemoryTraceStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Traces that an older version left in rows are moved into blocks, each once. */
class MoveTraceRowsTest {
    private static final Instant START = Instant.parse("2026-11-24T01:02:03.123456Z");

    /** More than two turns. */
    private static final int COUNT = 1_101;

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theTracesOfAnOlderVersionAreAllThereAndTheirRowsGone(Engine engine) throws SQLException {
        // Given
        DatabaseSettings settings = engine.fresh(folder);
        MemoryTraceStore oracle = older(engine, settings, "4");
        // When
        try (Database database = Database.open(settings)) {
            // Then
            assertThat(database.traces().page(Optional.empty(), COUNT))
                    .isEqualTo(oracle.page(Optional.empty(), COUNT));
            assertThat(database.traces().count()).isEqualTo(COUNT);
            assertThat(rows(engine, settings)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMoveThatBrokeOffLosesNothingAndIsTakenUpAgain(Engine engine) throws SQLException {
        // Given: the last turn, which is a small one, fails in the database
        DatabaseSettings settings = engine.fresh(folder);
        MemoryTraceStore oracle = older(engine, settings, "5");
        change(settings, "alter table trace_block add constraint whole check (trace_count = 500)");
        Throwable broken = catchThrowable(() -> Database.open(settings).close());
        int left = rows(engine, settings);
        change(settings, "alter table trace_block drop constraint whole");
        // When
        try (Database database = Database.open(settings)) {
            // Then
            assertThat(broken)
                    .isInstanceOf(DatabaseUnusable.class)
                    .hasMessageContaining("None is lost");
            assertThat(left).isPositive().isLessThan(COUNT);
            assertThat(database.traces().page(Optional.empty(), COUNT))
                    .isEqualTo(oracle.page(Optional.empty(), COUNT));
            assertThat(database.traces().count()).isEqualTo(COUNT);
        }
    }

    @Test
    void nodesThatOpenTheDatabaseTogetherMoveNothingTwice()
            throws SQLException, InterruptedException, ExecutionException {
        // Given
        DatabaseSettings settings = Engine.POSTGRES.fresh(folder);
        MemoryTraceStore oracle = older(Engine.POSTGRES, settings, "4");
        List<Database> nodes = new ArrayList<>();
        // When
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Database>> openings = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                openings.add(threads.submit(() -> Database.open(settings)));
            }
            for (Future<Database> opening : openings) {
                nodes.add(opening.get());
            }
        }
        // Then
        for (Database node : nodes) {
            assertThat(node.traces().count()).isEqualTo(COUNT);
            assertThat(node.traces().page(Optional.empty(), COUNT))
                    .isEqualTo(oracle.page(Optional.empty(), COUNT));
            node.close();
        }
        assertThat(rows(Engine.POSTGRES, settings)).isZero();
    }

    /** A database of this version with traces of every kind, one row each; and these traces. */
    private static MemoryTraceStore older(Engine engine, DatabaseSettings settings, String version)
            throws SQLException {
        MemoryTraceStore oracle = new MemoryTraceStore();
        RandomTraces random = new RandomTraces(11);
        try (Connection connection = Engine.connect(settings)) {
            Flyway.configure()
                    .dataSource(DatabaseAddress.of(settings.url()).jdbc(), settings.user(), "")
                    .locations("classpath:io/sallyport/store/migration")
                    .target(version)
                    .load()
                    .migrate();
            DSLContext context = DSL.using(connection, engine.dialect());
            List<TraceRecord> rows = new ArrayList<>();
            List<TraceAttemptRecord> attempts = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                Trace trace = storable(random, i);
                oracle.append(List.of(trace));
                rows.add(row(trace));
                for (int at = 0; at < trace.attempts().size(); at++) {
                    attempts.add(row(trace, at));
                }
            }
            context.batchInsert(rows).execute();
            context.batchInsert(attempts).execute();
        }
        return oracle;
    }

    /** One that the old tables have room for: PostgreSQL has none for the zero character. */
    private static Trace storable(RandomTraces random, int number) {
        while (true) {
            Trace trace = random.trace("req_" + number, START.plusNanos(number / 3 * 1_000L));
            if (!trace.toString().contains("\0")
                    && fits(trace.strategy())
                    && fits(trace.dialect())) {
                return trace;
            }
        }
    }

    private static boolean fits(Optional<String> shortName) {
        return shortName.orElse("").length() <= 40;
    }

    private static TraceRecord row(Trace trace) {
        TraceRecord row = new TraceRecord();
        row.setTraceId(trace.id().value());
        row.setStartedAt(trace.startedAt());
        row.setDurationMicros(trace.durationMicros());
        row.setKeyId(orNull(trace.keyId()));
        row.setOrganisationId(orNull(trace.organisation()));
        row.setDialect(orNull(trace.dialect()));
        row.setRequestedModel(orNull(trace.requestedModel()));
        row.setServedModel(orNull(trace.servedModel()));
        row.setServedDeployment(orNull(trace.servedDeployment()));
        row.setStreaming(trace.streaming());
        row.setStrategy(orNull(trace.strategy()));
        row.setReason(orNull(trace.reason()));
        row.setEnding(trace.ending().name());
        row.setRejection(orNull(trace.rejection()));
        row.setInputTokens(trace.inputTokens());
        row.setCachedInputTokens(trace.cachedInputTokens());
        row.setCacheWriteTokens(trace.cacheWriteTokens());
        row.setCacheWriteHourTokens(trace.cacheWriteHourTokens());
        row.setOutputTokens(trace.outputTokens());
        row.setReasoningTokens(trace.reasoningTokens());
        row.setTariffVersion(orNull(trace.tariffVersion()));
        row.setBilledNanoUsd(trace.billedNanoUsd());
        row.setAtRiskNanoUsd(trace.atRiskNanoUsd());
        row.setTtftMicros(trace.ttftMicros().isPresent() ? trace.ttftMicros().getAsLong() : null);
        return row;
    }

    private static TraceAttemptRecord row(Trace trace, int number) {
        TracedAttempt attempt = trace.attempts().get(number);
        TraceAttemptRecord row = new TraceAttemptRecord();
        row.setTraceId(trace.id().value());
        row.setAttemptNumber(number);
        row.setDeployment(attempt.deployment());
        row.setOutcome(attempt.outcome());
        row.setHttpStatus(attempt.status().isPresent() ? attempt.status().getAsInt() : null);
        row.setStartedAt(attempt.startedAt());
        row.setFirstByteMicros(
                attempt.firstByteMicros().isPresent()
                        ? attempt.firstByteMicros().getAsLong()
                        : null);
        row.setDurationMicros(attempt.durationMicros());
        row.setInputTokens(attempt.inputTokens());
        row.setOutputTokens(attempt.outputTokens());
        row.setEstimated(attempt.estimated());
        return row;
    }

    private static @Nullable String orNull(Optional<String> text) {
        return text.isPresent() ? text.get() : null;
    }

    private static void change(DatabaseSettings settings, String text) throws SQLException {
        try (Connection connection = Engine.connect(settings);
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static int rows(Engine engine, DatabaseSettings settings) throws SQLException {
        try (Connection connection = Engine.connect(settings)) {
            DSLContext context = DSL.using(connection, engine.dialect());
            return context.fetchCount(TRACE) + context.fetchCount(TRACE_ATTEMPT);
        }
    }
}
