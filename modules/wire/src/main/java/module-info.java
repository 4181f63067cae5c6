/**
 * Strict HTTP/1.1, reading and writing, both sides: bytes in, values out, and back. No sockets, no
 * threads. Read {@link io.sallyport.wire.HeadReader} first.
 */
@org.jspecify.annotations.NullMarked
module io.sallyport.wire {
    requires static transitive org.jspecify;

    exports io.sallyport.wire;
}
