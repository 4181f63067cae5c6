package io.sallyport.store;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.Trace.TracedAttempt;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.RequestId;
import io.sallyport.store.generated.tables.records.TraceAttemptRecord;
import io.sallyport.store.generated.tables.records.TraceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Between traces and their rows. Here, and only here, absent is null. */
@SuppressWarnings("NullAway") // Generated setters say nothing about null, but take it.
final class TraceRows {
    private TraceRows() {}

    static TraceRecord row(Trace trace) {
        TraceRecord row = new TraceRecord();
        row.setTraceId(trace.id().value());
        row.setStartedAt(trace.startedAt());
        row.setDurationMicros(trace.durationMicros());
        row.setKeyId(trace.keyId().orElse(null));
        row.setOrganisationId(trace.organisation().orElse(null));
        row.setDialect(trace.dialect().orElse(null));
        row.setRequestedModel(trace.requestedModel().orElse(null));
        row.setServedModel(trace.servedModel().orElse(null));
        row.setServedDeployment(trace.servedDeployment().orElse(null));
        row.setStreaming(trace.streaming());
        row.setStrategy(trace.strategy().orElse(null));
        row.setReason(trace.reason().orElse(null));
        row.setEnding(trace.ending().name());
        row.setRejection(trace.rejection().orElse(null));
        row.setInputTokens(trace.inputTokens());
        row.setCachedInputTokens(trace.cachedInputTokens());
        row.setCacheWriteTokens(trace.cacheWriteTokens());
        row.setCacheWriteHourTokens(trace.cacheWriteHourTokens());
        row.setTariffVersion(trace.tariffVersion().orElse(null));
        row.setOutputTokens(trace.outputTokens());
        row.setReasoningTokens(trace.reasoningTokens());
        row.setBilledNanoUsd(trace.billedNanoUsd());
        row.setAtRiskNanoUsd(trace.atRiskNanoUsd());
        row.setTtftMicros(orNull(trace.ttftMicros()));
        return row;
    }

    static List<TraceAttemptRecord> attemptRows(Trace trace) {
        List<TraceAttemptRecord> rows = new ArrayList<>();
        for (TracedAttempt attempt : trace.attempts()) {
            TraceAttemptRecord row = new TraceAttemptRecord();
            row.setTraceId(trace.id().value());
            row.setAttemptNumber(rows.size());
            row.setDeployment(attempt.deployment());
            row.setOutcome(attempt.outcome());
            row.setHttpStatus(
                    attempt.status().isPresent() ? (Integer) attempt.status().getAsInt() : null);
            row.setStartedAt(attempt.startedAt());
            row.setFirstByteMicros(orNull(attempt.firstByteMicros()));
            row.setDurationMicros(attempt.durationMicros());
            row.setInputTokens(attempt.inputTokens());
            row.setOutputTokens(attempt.outputTokens());
            row.setEstimated(attempt.estimated());
            rows.add(row);
        }
        return rows;
    }

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

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }

    private static OptionalLong orEmpty(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
