package io.sallyport.forwarding;

import io.sallyport.provider.UpstreamCall;
import java.io.IOException;

/**
 * Speaks HTTP to upstreams. Thread-safe. Promises of every implementation: one request per call (a
 * repeat only on a kept connection that turns out to be stale), no redirects, no decompression,
 * deadlines of the call hold, what {@link Waiting} throws cancels the call at once.
 */
public interface UpstreamClient extends AutoCloseable {

    /**
     * Sends the call and waits for the head of the response.
     *
     * @throws NotConnected when no connection came about: nothing was sent
     * @throws DeadlinePassed when the connection or the head did not come in time
     * @throws IOException when the connection broke or what came was not HTTP
     */
    UpstreamResponse send(UpstreamCall call, Waiting waiting) throws IOException;

    @Override
    void close();
}
