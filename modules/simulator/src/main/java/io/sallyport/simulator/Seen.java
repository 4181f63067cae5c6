package io.sallyport.simulator;

import java.util.Map;

/**
 * One request as it arrived.
 *
 * @param method the HTTP method
 * @param path the request target, with its query
 * @param headers the headers, names in lower case, values of repeated ones joined by a comma
 * @param body the body, without the transfer coding; empty when there was none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Seen(String method, String path, Map<String, String> headers, byte[] body) {

    /** Copies the headers and the body. */
    public Seen {
        headers = Map.copyOf(headers);
        body = body.clone();
    }

    /** A copy of the body. */
    @Override
    public byte[] body() {
        return body.clone();
    }
}
