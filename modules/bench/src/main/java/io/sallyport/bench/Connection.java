package io.sallyport.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection of the loop, at either end of the gateway. */
interface Connection {
    /** Something came, went, or broke; the buffer is lent for this call. */
    void ready(ByteBuffer buffer) throws IOException;
}
