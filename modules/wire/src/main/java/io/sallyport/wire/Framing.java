package io.sallyport.wire;

/** Where the body of a message ends (RFC 9112 section 6.3). */
public sealed interface Framing {
    /** There is no body. */
    record None() implements Framing {}

    /** After this many bytes. */
    record Length(long bytes) implements Framing {
        /** Refuses a negative length. */
        public Length {
            if (bytes < 0) {
                throw new IllegalArgumentException("a negative length");
            }
        }
    }

    /** After the chunk of size zero and the trailers. */
    record Chunked() implements Framing {}

    /** Where the peer closes; responses only. */
    record UntilClose() implements Framing {}
}
