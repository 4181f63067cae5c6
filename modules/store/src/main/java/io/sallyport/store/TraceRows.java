package io.sallyport.store;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.Trace.TracedAttempt;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.RequestId;
import io.sallyport.store.generated.tables.records.TraceAttemptRecord;
import io.sallyport.store.generated.tables.records.TraceRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The traces of older versions, which stand in rows of their own; absent is null there. */
final class TraceRows {
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
