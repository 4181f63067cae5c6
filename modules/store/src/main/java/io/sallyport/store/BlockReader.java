package io.sallyport.store;

import io.sallyport.audit.port.Trace;
import io.sallyport.audit.port.Trace.TracedAttempt;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the traces of a block as {@link BlockWriter} packed them. Strict: the checksum is looked at
 * first, and after it every number, name and length all the same; what does not fit is a {@link
 * DamagedBlock}.
 */
final class BlockReader {
    private static final long MICROS = 1_000_000;
    private static final int NANOS_OF_MICRO = 1_000;

    /** The 64 characters that an id may have in the tables of older versions, as UTF-8. */
    private static final int LONGEST_ID = 256;

    private static final Map<String, Ending> ENDINGS =
            Stream.of(Ending.values()).collect(Collectors.toUnmodifiableMap(Ending::name, e -> e));

    private final PackedReader in;
    private final List<String> names = new ArrayList<>();
    private byte[] lastId = {};
    private long lastStart;

    private BlockReader(PackedReader in) {
        this.in = in;
    }

    /** All traces, in the order in which they were written. */
    static List<Trace> traces(byte[] packed) throws DamagedBlock {
        int end = packed.length - Integer.BYTES;
        if (end < 0) {
            throw new DamagedBlock("it ends too early");
        }
        int checksum = PackedReader.checksum(packed, end);
        for (int i = 0; i < Integer.BYTES; i++) {
            if (packed[end + i] != (byte) (checksum >>> (24 - 8 * i))) {
                throw new DamagedBlock("its checksum is wrong");
            }
        }
        return new BlockReader(new PackedReader(packed, end)).traces();
    }

    private List<Trace> traces() throws DamagedBlock {
        if (in.number() != BlockWriter.VERSION) {
            throw new DamagedBlock("it is of a version that this program does not know");
        }
        List<Trace> traces = new ArrayList<>();
        while (in.left() > 0) {
            traces.add(trace());
        }
        return traces;
    }

    /** The block has everything in the order of the constructors, so their arguments read it. */
    private Trace trace() throws DamagedBlock {
        int flags = in.number(0, BlockWriter.STREAMING | BlockWriter.HAS_TTFT);
        return new Trace(
                id(),
                start(),
                in.number(),
                name(),
                name(),
                name(),
                name(),
                name(),
                name(),
                (flags & BlockWriter.STREAMING) != 0,
                name(),
                name(),
                ending(),
                name(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                name(),
                in.number(),
                in.number(),
                number((flags & BlockWriter.HAS_TTFT) != 0),
                attempts());
    }

    private RequestId id() throws DamagedBlock {
        int shared = in.number(0, lastId.length);
        byte[] id = in.run(lastId, shared);
        if (id.length > LONGEST_ID) {
            throw new DamagedBlock("an id is too long");
        }
        String text = PackedReader.text(id, 0, id.length);
        if (text.isBlank()) {
            throw new DamagedBlock("an id is blank");
        }
        lastId = id;
        return new RequestId(text);
    }

    private Instant start() throws DamagedBlock {
        lastStart += in.difference();
        return instant(lastStart);
    }

    private List<TracedAttempt> attempts() throws DamagedBlock {
        int count = in.count();
        List<TracedAttempt> attempts = new ArrayList<>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            attempts.add(attempt());
        }
        return attempts;
    }

    private TracedAttempt attempt() throws DamagedBlock {
        int flags =
                in.number(
                        0,
                        BlockWriter.ESTIMATED
                                | BlockWriter.HAS_STATUS
                                | BlockWriter.HAS_FIRST_BYTE);
        return new TracedAttempt(
                neededName(),
                neededName(),
                (flags & BlockWriter.HAS_STATUS) == 0
                        ? OptionalInt.empty()
                        : OptionalInt.of(in.number(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                instant(lastStart + in.difference()),
                number((flags & BlockWriter.HAS_FIRST_BYTE) != 0),
                in.number(),
                in.number(),
                in.number(),
                (flags & BlockWriter.ESTIMATED) != 0);
    }

    private OptionalLong number(boolean present) throws DamagedBlock {
        return present ? OptionalLong.of(in.number()) : OptionalLong.empty();
    }

    private String neededName() throws DamagedBlock {
        return name().orElseThrow(() -> new DamagedBlock("a name is absent"));
    }

    private Optional<String> name() throws DamagedBlock {
        int place = in.number(0, BlockWriter.FIRST_KNOWN - 1 + names.size());
        if (place == BlockWriter.ABSENT) {
            return Optional.empty();
        }
        if (place == BlockWriter.NEW) {
            names.add(in.text());
            return Optional.of(names.getLast());
        }
        return Optional.of(names.get(place - BlockWriter.FIRST_KNOWN));
    }

    private Ending ending() throws DamagedBlock {
        Ending ending = ENDINGS.get(neededName());
        if (ending == null) {
            throw new DamagedBlock("an ending is unknown");
        }
        return ending;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * NANOS_OF_MICRO);
    }
}
