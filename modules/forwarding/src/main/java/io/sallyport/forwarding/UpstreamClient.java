package io.sallyport.forwarding;

import io.sallyport.provider.UpstreamCall;
import java.io.IOException;

/**
 * Speaks HTTP to upstreams. Thread-safe. Promises of every implementation: one request per call (a
 * repeat only when no response byte came on a stale connection), no redirects, no decompression,
 * deadlines of the call hold, what {@link Waiting} throws cancels the call at once.
 */
public interface UpstreamClient extends AutoCloseable {

    /**
     * Sends the call and waits for the head of the response.
     *
     * @throws NotConnected when no connection came about: nothing was sent
     * @throws DeadlinePassed when the head did not come in time
     * @throws IOException when the connection broke or what came was not HTTP
     */
    UpstreamResponse send(UpstreamCall call, Waiting waiting) throws IOException;

    @Override
    void close();
}
