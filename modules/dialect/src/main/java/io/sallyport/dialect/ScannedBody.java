package io.sallyport.dialect;

import io.sallyport.exchange.content.Conversation;
import io.sallyport.exchange.content.ModelRequest;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A caller's body with all that its one scan found. It travels in the request as its decoder, so
 * that splicing it for an upstream and answering it need no second scan.
 *
 * @param query the part of the query that is the protocol's, with its question mark, or nothing
 */
record ScannedBody(JsonScan scan, String query, Function<byte[], Conversation> reading)
        implements Supplier<Conversation> {

    @Override
    public Conversation get() {
        return reading.apply(scan.bytes());
    }

    /** The scanned body of a request that a dialect of ours has decoded, as all of them are. */
    static ScannedBody of(ModelRequest request) {
        if (request.decoder() instanceof ScannedBody own) {
            return own;
        }
        throw new IllegalArgumentException("a request that no dialect has decoded");
    }
}
