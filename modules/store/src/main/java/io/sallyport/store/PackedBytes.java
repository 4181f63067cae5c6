package io.sallyport.store;

import java.util.Arrays;

/**
 * Bytes that grow, of numbers and runs of bytes. A number takes one byte for every seven bits that
 * it needs, the lowest first; a run is told its length before. {@link PackedReader} reads them.
 */
final class PackedBytes {
    private static final int FIRST_CAPACITY = 1 << 13;
    private static final int LONGEST_NUMBER = 10;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    /** Any number; one that is negative takes ten bytes. */
    PackedBytes number(long value) {
        room(LONGEST_NUMBER);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** A number that is near zero on either side. */
    PackedBytes difference(long value) {
        return number((value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    /** These bytes from this place on. */
    PackedBytes run(byte[] run, int from) {
        int length = run.length - from;
        number(length);
        room(length);
        System.arraycopy(run, from, bytes, size, length);
        size += length;
        return this;
    }

    /** Four bytes, the highest first. */
    PackedBytes word(int value) {
        room(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** What a block's end says of all that stands before it. */
    int checksum() {
        return PackedReader.checksum(bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
