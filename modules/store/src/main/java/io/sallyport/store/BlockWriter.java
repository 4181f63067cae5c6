package io.sallyport.store;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.Trace.TracedAttempt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Packs traces into a block, one after the other; {@link BlockReader} is its mirror and says what
 * stands where. Three things make it small: an id is told by what differs from the one before, a
 * time by its distance, and a name by its place in the list of those that the block has had
 * already.
 *
 * <pre>
 *   version │ trace │ trace │ … │ checksum (CRC-32C of all before, 4 bytes)
 * </pre>
 */
final class BlockWriter {
    static final int VERSION = 1;

    static final int STREAMING = 1;
    static final int HAS_TTFT = 2;
    static final int ESTIMATED = 1;
    static final int HAS_STATUS = 2;
    static final int HAS_FIRST_BYTE = 4;

    /** A name that is absent, one that is told here for the first time, then the known ones. */
    static final int ABSENT = 0;

    static final int NEW = 1;
    static final int FIRST_KNOWN = 2;

    private final PackedBytes out = new PackedBytes().number(VERSION);
    private final Map<String, Integer> names = new HashMap<>();
    private byte[] lastId = {};
    private long lastStart;

    int size() {
        return out.size();
    }

    /** Packs this trace, whose id are these bytes. */
    void write(Trace trace, byte[] id) {
        long start = micros(trace.startedAt());
        out.number(
                (trace.streaming() ? STREAMING : 0)
                        | (trace.ttftMicros().isPresent() ? HAS_TTFT : 0));
        id(id);
        out.difference(start - lastStart).number(trace.durationMicros());
        lastStart = start;
        names(trace);
        amounts(trace);
        out.number(trace.attempts().size());
        for (TracedAttempt attempt : trace.attempts()) {
            attempt(attempt, start);
        }
    }

    /** The whole block; nothing can be written any more. */
    byte[] finish() {
        return out.word(out.checksum()).toArray();
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private void id(byte[] id) {
        int differs = Arrays.mismatch(lastId, id);
        int shared = differs < 0 ? id.length : differs;
        out.number(shared).run(id, shared);
        lastId = id;
    }

    private void names(Trace trace) {
        name(trace.keyId());
        name(trace.organisation());
        name(trace.dialect());
        name(trace.requestedModel());
        name(trace.servedModel());
        name(trace.servedDeployment());
        name(trace.strategy());
        name(trace.reason());
        name(trace.ending().name());
        name(trace.rejection());
    }

    private void amounts(Trace trace) {
        out.number(trace.inputTokens())
                .number(trace.cachedInputTokens())
                .number(trace.cacheWriteTokens())
                .number(trace.cacheWriteHourTokens())
                .number(trace.outputTokens())
                .number(trace.reasoningTokens());
        name(trace.tariffVersion());
        out.number(trace.billedNanoUsd()).number(trace.atRiskNanoUsd());
        trace.ttftMicros().ifPresent(out::number);
    }

    private void attempt(TracedAttempt attempt, long start) {
        out.number(
                (attempt.estimated() ? ESTIMATED : 0)
                        | (attempt.status().isPresent() ? HAS_STATUS : 0)
                        | (attempt.firstByteMicros().isPresent() ? HAS_FIRST_BYTE : 0));
        name(attempt.deployment());
        name(attempt.outcome());
        attempt.status().ifPresent(out::number);
        out.difference(micros(attempt.startedAt()) - start);
        attempt.firstByteMicros().ifPresent(out::number);
        out.number(attempt.durationMicros())
                .number(attempt.inputTokens())
                .number(attempt.outputTokens());
    }

    private void name(Optional<String> name) {
        if (name.isPresent()) {
            name(name.get());
        } else {
            out.number(ABSENT);
        }
    }

    private void name(String name) {
        Integer known = names.putIfAbsent(name, names.size());
        if (known != null) {
            out.number(FIRST_KNOWN + (long) known);
        } else {
            out.number(NEW).run(name.getBytes(StandardCharsets.UTF_8), 0);
        }
    }
}
