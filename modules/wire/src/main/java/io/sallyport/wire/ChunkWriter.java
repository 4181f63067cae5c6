package io.sallyport.wire;

/** Puts chunks (RFC 9112 section 7.1) into a block, so that head, chunk and end go in one write. */
public final class ChunkWriter {
    private final ByteBlock block;

    /** Writes behind what this block holds. */
    public ChunkWriter(ByteBlock block) {
        this.block = block;
    }

    /** One chunk of these bytes; nothing when there are none, because an empty chunk is the end. */
    public ChunkWriter chunk(byte[] bytes, int offset, int length) {
        if (length > 0) {
            block.addLatin(Integer.toHexString(length));
            block.addLatin("\r\n");
            block.add(bytes, offset, length);
            block.addLatin("\r\n");
        }
        return this;
    }

    /** The end of the body, without trailers. */
    public void end() {
        block.addLatin("0\r\n\r\n");
    }
}
