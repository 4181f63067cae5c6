package io.sallyport.provider;

import io.sallyport.exchange.Headers;
import java.net.URI;
import java.time.Duration;

/**
 * One HTTP POST to an upstream, credential included; prints neither credential nor body.
 *
 * @param base the address of the provider; of it only scheme, host and port count
 * @param target path and query, as they are written
 * @param headers every header but those of the framing
 * @param body the JSON body; shared, nobody may change it
 * @param deadlines how long it may take
 * @param reach how the address is reached
 */
@SuppressWarnings(
        "ArrayRecordComponent") // One buffer for the whole path; a copy would cost per request.
public record UpstreamCall(
        URI base, String target, Headers headers, byte[] body, Deadlines deadlines, Reach reach) {

    /** A call of this whole address. */
    public UpstreamCall(URI uri, Headers headers, byte[] body, Deadlines deadlines, Reach reach) {
        this(uri, targetOf(uri), headers, body, deadlines, reach);
    }

    private static String targetOf(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** The whole address. */
    public URI uri() {
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + target);
    }

    /** The same call with so much time left for the whole request; must be positive. */
    public UpstreamCall within(Duration left) {
        return new UpstreamCall(base, target, headers, body, deadlines.within(left), reach);
    }

    @Override
    public String toString() {
        return "UpstreamCall[" + base.getHost() + ", " + body.length + " bytes]";
    }
}
