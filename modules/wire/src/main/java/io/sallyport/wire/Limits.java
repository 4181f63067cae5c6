package io.sallyport.wire;

/**
 * How much of a message is taken.
 *
 * @param headBytes bytes of a head, and of the trailers behind a chunked body
 * @param startLineBytes bytes of its first line
 * @param fields header fields
 * @param bodyBytes bytes of a body, without its framing
 */
public record Limits(int headBytes, int startLineBytes, int fields, long bodyBytes) {

    /** What a caller may send unless the configuration says otherwise. */
    public static final Limits REQUEST = new Limits(16 << 10, 8 << 10, 100, 32L << 20);

    /** What an upstream may send; whoever reads the body limits it. */
    public static final Limits RESPONSE = new Limits(64 << 10, 8 << 10, 200, Long.MAX_VALUE);

    /** Refuses limits that no message can keep. */
    public Limits {
        if (headBytes < 64 || startLineBytes < 16 || fields < 1 || bodyBytes < 0) {
            throw new IllegalArgumentException("limits that no message can keep");
        }
    }
}
