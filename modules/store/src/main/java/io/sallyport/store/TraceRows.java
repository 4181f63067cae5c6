package io.sallyport.store;

import static io.sallyport.store.generated.Tables.TRACE;
import static io.sallyport.store.generated.Tables.TRACE_ATTEMPT;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.Trace.TracedAttempt;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.RequestId;
import io.sallyport.store.generated.tables.records.TraceAttemptRecord;
import io.sallyport.store.generated.tables.records.TraceRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Between traces and their rows. Where a row is read, absent is null. */
final class TraceRows {
    /** One row for each trace. */
    static final RowInsert<Trace> TRACES =
            new RowInsert<>(
                    TRACE,
                    List.of(
                            TRACE.TRACE_ID,
                            TRACE.STARTED_AT,
                            TRACE.DURATION_MICROS,
                            TRACE.KEY_ID,
                            TRACE.ORGANISATION_ID,
                            TRACE.DIALECT,
                            TRACE.REQUESTED_MODEL,
                            TRACE.SERVED_MODEL,
                            TRACE.SERVED_DEPLOYMENT,
                            TRACE.STREAMING,
                            TRACE.STRATEGY,
                            TRACE.REASON,
                            TRACE.ENDING,
                            TRACE.REJECTION,
                            TRACE.INPUT_TOKENS,
                            TRACE.CACHED_INPUT_TOKENS,
                            TRACE.CACHE_WRITE_TOKENS,
                            TRACE.CACHE_WRITE_HOUR_TOKENS,
                            TRACE.OUTPUT_TOKENS,
                            TRACE.REASONING_TOKENS,
                            TRACE.TARIFF_VERSION,
                            TRACE.BILLED_NANO_USD,
                            TRACE.AT_RISK_NANO_USD,
                            TRACE.TTFT_MICROS),
                    TraceRows::bind);

    /** One row for each attempt. */
    static final RowInsert<AttemptRow> ATTEMPTS =
            new RowInsert<>(
                    TRACE_ATTEMPT,
                    List.of(
                            TRACE_ATTEMPT.TRACE_ID,
                            TRACE_ATTEMPT.ATTEMPT_NUMBER,
                            TRACE_ATTEMPT.DEPLOYMENT,
                            TRACE_ATTEMPT.OUTCOME,
                            TRACE_ATTEMPT.HTTP_STATUS,
                            TRACE_ATTEMPT.STARTED_AT,
                            TRACE_ATTEMPT.FIRST_BYTE_MICROS,
                            TRACE_ATTEMPT.DURATION_MICROS,
                            TRACE_ATTEMPT.INPUT_TOKENS,
                            TRACE_ATTEMPT.OUTPUT_TOKENS,
                            TRACE_ATTEMPT.ESTIMATED),
                    TraceRows::bind);

    /** An attempt and where it belongs. */
    record AttemptRow(String traceId, int number, TracedAttempt attempt) {}

    /** All attempts of these traces. */
    static List<AttemptRow> attempts(List<Trace> traces) {
        List<AttemptRow> rows = new ArrayList<>(traces.size());
        for (Trace trace : traces) {
            for (int i = 0; i < trace.attempts().size(); i++) {
                rows.add(new AttemptRow(trace.id().value(), i, trace.attempts().get(i)));
            }
        }
        return rows;
    }

    private static void bind(Trace trace, RowBinds binds) throws SQLException {
        binds.text(trace.id().value())
                .moment(trace.startedAt())
                .number(trace.durationMicros())
                .text(trace.keyId())
                .text(trace.organisation())
                .text(trace.dialect())
                .text(trace.requestedModel())
                .text(trace.servedModel())
                .text(trace.servedDeployment())
                .flag(trace.streaming())
                .text(trace.strategy())
                .text(trace.reason())
                .text(trace.ending().name())
                .text(trace.rejection())
                .number(trace.inputTokens())
                .number(trace.cachedInputTokens())
                .number(trace.cacheWriteTokens())
                .number(trace.cacheWriteHourTokens())
                .number(trace.outputTokens())
                .number(trace.reasoningTokens())
                .text(trace.tariffVersion())
                .number(trace.billedNanoUsd())
                .number(trace.atRiskNanoUsd())
                .number(trace.ttftMicros());
    }

    private static void bind(AttemptRow row, RowBinds binds) throws SQLException {
        TracedAttempt attempt = row.attempt();
        binds.text(row.traceId())
                .number(row.number())
                .text(attempt.deployment())
                .text(attempt.outcome())
                .number(attempt.status())
                .moment(attempt.startedAt())
                .number(attempt.firstByteMicros())
                .number(attempt.durationMicros())
                .number(attempt.inputTokens())
                .number(attempt.outputTokens())
                .flag(attempt.estimated());
    }

    private TraceRows() {}

    static Trace trace(TraceRecord row, List<TraceAttemptRecord> attempts) {
        return new Trace(
                new RequestId(row.getTraceId()),
                row.getStartedAt(),
                row.getDurationMicros(),
                Optional.ofNullable(row.getKeyId()),
                Optional.ofNullable(row.getOrganisationId()),
                Optional.ofNullable(row.getDialect()),
                Optional.ofNullable(row.getRequestedModel()),
                Optional.ofNullable(row.getServedModel()),
                Optional.ofNullable(row.getServedDeployment()),
                row.getStreaming(),
                Optional.ofNullable(row.getStrategy()),
                Optional.ofNullable(row.getReason()),
                Ending.valueOf(row.getEnding()),
                Optional.ofNullable(row.getRejection()),
                row.getInputTokens(),
                row.getCachedInputTokens(),
                row.getCacheWriteTokens(),
                row.getCacheWriteHourTokens(),
                row.getOutputTokens(),
                row.getReasoningTokens(),
                Optional.ofNullable(row.getTariffVersion()),
                row.getBilledNanoUsd(),
                row.getAtRiskNanoUsd(),
                orEmpty(row.getTtftMicros()),
                attempts.stream().map(TraceRows::attempt).toList());
    }

    private static TracedAttempt attempt(TraceAttemptRecord row) {
        Integer status = row.getHttpStatus();
        return new TracedAttempt(
                row.getDeployment(),
                row.getOutcome(),
                status == null ? OptionalInt.empty() : OptionalInt.of(status),
                row.getStartedAt(),
                orEmpty(row.getFirstByteMicros()),
                row.getDurationMicros(),
                row.getInputTokens(),
                row.getOutputTokens(),
                row.getEstimated());
    }

    private static OptionalLong orEmpty(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
