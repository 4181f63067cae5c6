package io.sallyport.store;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Reads what {@link PackedBytes} wrote and trusts nothing: whatever the bytes say, it makes nothing
 * larger than what is there, and ends with {@link DamagedBlock} where they do not fit.
 */
final class PackedReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    /** The bytes before the end, which is not read. */
    PackedReader(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    static int checksum(byte[] bytes, int end) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, end);
        return (int) checksum.getValue();
    }

    int left() {
        return end - at;
    }

    long number() throws DamagedBlock {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == end) {
                throw new DamagedBlock("it ends too early");
            }
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new DamagedBlock("a number has no end");
    }

    /** A number of this range. */
    int number(int least, int most) throws DamagedBlock {
        long value = number();
        if (value < least || value > most) {
            throw new DamagedBlock("a number is out of its range");
        }
        return (int) value;
    }

    /** A count of things of which each takes at least one byte. */
    int count() throws DamagedBlock {
        int count = number(0, Integer.MAX_VALUE);
        if (count > left()) {
            throw new DamagedBlock("it ends too early");
        }
        return count;
    }

    long difference() throws DamagedBlock {
        long folded = number();
        return (folded >>> 1) ^ -(folded & 1);
    }

    /** A run, behind these bytes of another one. */
    byte[] run(byte[] other, int shared) throws DamagedBlock {
        int length = count();
        byte[] run = new byte[shared + length];
        System.arraycopy(other, 0, run, 0, shared);
        System.arraycopy(bytes, at, run, shared, length);
        at += length;
        return run;
    }

    String text() throws DamagedBlock {
        int length = count();
        String text = text(bytes, at, length);
        at += length;
        return text;
    }

    static String text(byte[] bytes, int from, int length) throws DamagedBlock {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new DamagedBlock("a text is no UTF-8");
        }
    }
}
