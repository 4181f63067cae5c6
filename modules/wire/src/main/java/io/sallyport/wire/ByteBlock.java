package io.sallyport.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes that are put together before one write, or read before one look: a block that is used again
 * and again, so that a message costs no allocation of its size. Not thread-safe.
 */
public final class ByteBlock {
    private byte[] bytes;
    private int length;

    /** An empty block with this much room to begin with. */
    public ByteBlock(int room) {
        bytes = new byte[Math.max(16, room)];
    }

    /** The bytes; those from {@link #length()} on mean nothing. Another array after growing. */
    public byte[] array() {
        return bytes;
    }

    /** How many there are. */
    public int length() {
        return length;
    }

    /** Forgets them; gives room beyond this much back. */
    public void clear(int keep) {
        length = 0;
        if (bytes.length > keep) {
            bytes = new byte[Math.max(16, keep)];
        }
    }

    /** Adds these. */
    public ByteBlock add(byte[] from, int offset, int count) {
        room(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Writes them all in one write and forgets them. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    /** Makes room for at least this many more; an array never more than doubles for it. */
    void room(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            int doubled = (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8L);
            bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
        }
    }

    /** These many were put behind the end. */
    void added(int count) {
        length += count;
    }

    void add(int c) {
        room(1);
        bytes[length++] = (byte) c;
    }

    /** A text whose characters are all below 256. */
    @SuppressWarnings("deprecation") // the one way to copy Latin-1 text without an array between
    void addLatin(String text) {
        room(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
    }

    /** The value of a field; false when it has a character that cannot stand in one. */
    boolean addValue(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0xff || c == 0x7f || (c < ' ' && c != '\t')) {
                return false;
            }
            bytes[length + i] = (byte) c;
        }
        length += text.length();
        return true;
    }

    void addDecimal(long number) {
        addLatin(Long.toString(number));
    }
}
