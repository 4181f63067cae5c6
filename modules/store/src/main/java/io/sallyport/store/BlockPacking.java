package io.sallyport.store;

import io.sallyport.audit.port.Trace;
import io.sallyport.store.generated.tables.records.TraceBlockRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes rows of traces: a block holds what belongs to one {@link Neighbourhood}, as much as its
 * size allows; short calls need one block for a batch. The same traces in the same order make the
 * same rows with the same ids, because the id of a block is a hash of the ids of its traces; that
 * is how a batch that is repeated is found out.
 */
final class BlockPacking {
    /** Far below the 1,048,576 bytes that H2 takes, and a bound for what one read brings. */
    static final int FULL = 256 << 10;

    private final Neighbourhood neighbourhood;
    private final BlockWriter packed = new BlockWriter();
    private final MessageDigest ids = digest();
    private int count;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private byte[] lowest = {};
    private byte[] highest = {};

    private BlockPacking(Neighbourhood neighbourhood) {
        this.neighbourhood = neighbourhood;
    }

    static List<TraceBlockRecord> of(List<Trace> traces) {
        List<TraceBlockRecord> blocks = new ArrayList<>();
        Map<Neighbourhood, BlockPacking> open = new LinkedHashMap<>();
        Neighbourhood neighbourhood = new Neighbourhood(0, "");
        for (Trace trace : traces) {
            if (!neighbourhood.has(trace)) {
                neighbourhood = Neighbourhood.of(trace);
            }
            BlockPacking block = open.computeIfAbsent(neighbourhood, BlockPacking::new);
            block.add(trace);
            if (block.packed.size() >= FULL) {
                open.remove(neighbourhood);
                blocks.add(block.finish());
            }
        }
        open.values().forEach(block -> blocks.add(block.finish()));
        return blocks;
    }

    /** The bytes by which ids are ordered. */
    static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    private void add(Trace trace) {
        byte[] id = bytes(trace.id().value());
        packed.write(trace, id);
        ids.update(id);
        ids.update((byte) 0);
        long start = BlockWriter.micros(trace.startedAt());
        first = Math.min(first, start);
        last = Math.max(last, start);
        lowest = count == 0 || Arrays.compareUnsigned(id, lowest) < 0 ? id : lowest;
        highest = count == 0 || Arrays.compareUnsigned(id, highest) > 0 ? id : highest;
        count++;
    }

    private TraceBlockRecord finish() {
        ByteBuffer hash = ByteBuffer.wrap(ids.digest());
        return new TraceBlockRecord(
                new UUID(hash.getLong(), hash.getLong()),
                count,
                Instant.EPOCH.plus(first, ChronoUnit.MICROS),
                Instant.EPOCH.plus(last, ChronoUnit.MICROS),
                bytes(neighbourhood.idsStartWith()),
                lowest,
                highest,
                packed.finish());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
