package io.sallyport.provider;

import io.sallyport.exchange.Headers;
import java.net.URI;
import java.time.Duration;

/**
 * One HTTP POST to an upstream, credential included; prints neither credential nor body.
 *
 * @param uri the whole address
 * @param headers every header but those of the framing
 * @param body the JSON body; shared, nobody may change it
 * @param deadlines how long it may take
 * @param reach how the address is reached
 */
@SuppressWarnings(
        "ArrayRecordComponent") // One buffer for the whole path; a copy would cost per request.
public record UpstreamCall(
        URI uri, Headers headers, byte[] body, Deadlines deadlines, Reach reach) {

    /** The same call with so much time left for the whole request; must be positive. */
    public UpstreamCall within(Duration left) {
        return new UpstreamCall(uri, headers, body, deadlines.within(left), reach);
    }

    @Override
    public String toString() {
        return "UpstreamCall[" + uri.getHost() + ", " + body.length + " bytes]";
    }
}
