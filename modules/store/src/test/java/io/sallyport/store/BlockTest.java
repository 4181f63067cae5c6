package io.sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.sallyport.audit.port.Trace;
import io.sallyport.store.generated.tables.records.TraceBlockRecord;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is packed comes out again; what is damaged is told so and does no harm. */
class BlockTest {
    private static final int SEEDS = 300;
    private static final Instant START = Instant.parse("2026-11-24T01:02:03.123456Z");

    /** Far more than the traces of a small block need, far less than a length that is a lie. */
    private static final long MOST_ALLOCATED = 1 << 20;

    @Test
    void everyTraceComesOutAsItWentIn() throws DamagedBlock {
        for (int seed = 0; seed < SEEDS; seed++) {
            // Given
            RandomTraces random = new RandomTraces(seed);
            List<Trace> traces = Stream.generate(random::any).limit(random.upTo(40)).toList();
            BlockWriter writer = new BlockWriter();
            traces.forEach(each -> writer.write(each, BlockPacking.bytes(each.id().value())));
            // When
            List<Trace> read = BlockReader.traces(writer.finish());
            // Then
            assertThat(read).as("seed %d", seed).isEqualTo(traces);
        }
    }

    @Test
    void aRowSaysOfItsTracesWhatLetsItBePassedOver() throws DamagedBlock {
        // Given
        RandomTraces random = new RandomTraces(1);
        List<Trace> traces =
                List.of(
                        random.trace("req_b", START),
                        random.trace("req_\ud83d\ude80", START.minusSeconds(1)),
                        random.trace("req_A", START.plusNanos(1_000)),
                        random.trace("req_\uffee", START));
        // When
        TraceBlockRecord block = BlockPacking.of(traces).getFirst();
        // Then: by their bytes, where the rocket is the last although Java's order says otherwise
        assertThat(block.getTraceCount()).isEqualTo(4);
        assertThat(block.getFirstStartedAt()).isEqualTo(START.minusSeconds(1));
        assertThat(block.getLastStartedAt()).isEqualTo(START.plusNanos(1_000));
        assertThat(block.getLowestTraceId()).isEqualTo(BlockPacking.bytes("req_A"));
        assertThat(block.getHighestTraceId()).isEqualTo(BlockPacking.bytes("req_\ud83d\ude80"));
        assertThat(BlockReading.traces(block)).isEqualTo(traces);
    }

    @Test
    void whatIsTooMuchForOneBlockTakesSeveralOfBoundedSize() throws DamagedBlock {
        // Given
        RandomTraces random = new RandomTraces(2);
        List<Trace> traces =
                IntStream.range(0, 20_000).mapToObj(i -> random.trace("req_" + i, START)).toList();
        // When
        List<TraceBlockRecord> blocks = BlockPacking.of(traces);
        // Then
        List<Trace> read = new ArrayList<>();
        for (TraceBlockRecord block : blocks) {
            assertThat(block.getPacked()).hasSizeLessThan(BlockPacking.FULL + (8 << 10));
            read.addAll(BlockReading.traces(block));
        }
        assertThat(blocks).hasSizeGreaterThan(2);
        assertThat(read).isEqualTo(traces);
    }

    @Test
    void whatStartedFarApartOrHasAnotherKindOfIdIsInAnotherBlock() throws DamagedBlock {
        // Given: two of the same half minute, a long stream, and an id of another time
        RandomTraces random = new RandomTraces(12);
        String end = "-the-nineteen-last-";
        Trace one = random.trace("req_7" + end, START);
        Trace two = random.trace("req_7" + end.toUpperCase(Locale.ROOT), START.minusSeconds(1));
        Trace old = random.trace("req_7" + end, START.minusSeconds(99));
        Trace other = random.trace("req_6" + end, START);
        // When
        List<TraceBlockRecord> blocks = BlockPacking.of(List.of(one, old, two, other));
        // Then
        assertThat(blocks).hasSize(3);
        assertThat(BlockReading.traces(blocks.get(0))).containsExactly(one, two);
        assertThat(BlockReading.traces(blocks.get(1))).containsExactly(old);
        assertThat(BlockReading.traces(blocks.get(2))).containsExactly(other);
    }

    @Test
    void aBlockIsNamedByItsTracesAndTheirOrder() {
        // Given
        RandomTraces random = new RandomTraces(3);
        Trace one = random.trace("req_1", START);
        Trace two = random.trace("req_2", START);
        Trace both = random.trace("req_1req_2", START);
        // When
        List<TraceBlockRecord> blocks =
                Stream.of(List.of(one, two), List.of(one, two), List.of(two, one), List.of(both))
                        .map(traces -> BlockPacking.of(traces).getFirst())
                        .toList();
        // Then
        assertThat(blocks.get(1).getBlockId()).isEqualTo(blocks.get(0).getBlockId());
        assertThat(blocks.stream().map(TraceBlockRecord::getBlockId).distinct()).hasSize(3);
    }

    @Test
    void everyPrefixIsRefused() {
        // Given
        byte[] whole = packed(4, 5);
        for (int length = 0; length < whole.length; length++) {
            byte[] prefix = Arrays.copyOf(whole, length);
            // When
            Throwable thrown = catchThrowable(() -> BlockReader.traces(prefix));
            // Then
            assertThat(thrown).as("%d bytes", length).isInstanceOf(DamagedBlock.class);
        }
    }

    @Test
    void everyFlippedBitIsRefused() {
        // Given
        byte[] whole = packed(5, 5);
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            byte[] flipped = flipped(whole, bit);
            // When
            Throwable thrown = catchThrowable(() -> BlockReader.traces(flipped));
            // Then
            assertThat(thrown).as("bit %d", bit).isInstanceOf(DamagedBlock.class);
        }
    }

    @Test
    void whatPassesTheChecksumAndIsNoBlockIsRefusedWithoutHarm() {
        // Given: every prefix, every flipped bit and much noise, each with a checksum that is right
        byte[] whole = packed(6, 5);
        Random random = new Random(7);
        List<byte[]> wrong = new ArrayList<>();
        for (int length = 0; length < whole.length - Integer.BYTES; length++) {
            wrong.add(sealed(Arrays.copyOf(whole, length + Integer.BYTES)));
        }
        for (int bit = 0; bit < (whole.length - Integer.BYTES) * Byte.SIZE; bit++) {
            wrong.add(sealed(flipped(whole, bit)));
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[Integer.BYTES + 1 + random.nextInt(200)];
            random.nextBytes(noise);
            noise[0] = BlockWriter.VERSION;
            wrong.add(sealed(noise));
        }
        for (byte[] each : wrong) {
            long before = allocated();
            // When
            Throwable thrown = catchThrowable(() -> BlockReader.traces(each));
            // Then: other traces, or the one error; and nothing larger than what is there
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(DamagedBlock.class);
            }
            assertThat(allocated() - before).isLessThan(MOST_ALLOCATED);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, Long.MAX_VALUE, -1, 1L << 32, 12})
    void aLengthThatIsALieIsRefusedBeforeRoomIsMadeForIt(long length) {
        // Given: a trace whose id is said to be that long
        PackedBytes bytes =
                new PackedBytes().number(BlockWriter.VERSION).number(0).number(0).number(length);
        byte[] packed = bytes.word(bytes.checksum()).toArray();
        long before = allocated();
        // When
        Throwable thrown = catchThrowable(() -> BlockReader.traces(packed));
        // Then
        assertThat(thrown).isInstanceOf(DamagedBlock.class);
        assertThat(allocated() - before).isLessThan(MOST_ALLOCATED);
    }

    @Test
    void aVersionOfTheFutureIsTold() {
        // Given
        byte[] whole = packed(8, 1);
        whole[0] = BlockWriter.VERSION + 1;
        // When
        Throwable thrown = catchThrowable(() -> BlockReader.traces(sealed(whole)));
        // Then
        assertThat(thrown).isInstanceOf(DamagedBlock.class).hasMessageContaining("version");
    }

    private static byte[] packed(long seed, int count) {
        RandomTraces random = new RandomTraces(seed);
        List<Trace> traces = Stream.generate(random::any).limit(count).toList();
        BlockWriter writer = new BlockWriter();
        traces.forEach(each -> writer.write(each, BlockPacking.bytes(each.id().value())));
        return writer.finish();
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        return flipped;
    }

    private static byte[] sealed(byte[] bytes) {
        int end = bytes.length - Integer.BYTES;
        return ByteBuffer.wrap(bytes).putInt(end, PackedReader.checksum(bytes, end)).array();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
