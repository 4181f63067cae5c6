package io.sallyport.exchange.content;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Headers;

/**
 * A request as its caller sent it, kept so that an upstream of the same dialect receives it
 * verbatim. The bytes are shared, not copied: nobody may change them. Prints its length only.
 *
 * @param dialect the protocol of the bytes
 * @param bytes the JSON body
 * @param passed headers of the protocol that travel with it ({@code anthropic-beta}, …)
 */
@SuppressWarnings(
        "ArrayRecordComponent") // One buffer for the whole path; a copy would cost per request.
public record Payload(DialectName dialect, byte[] bytes, Headers passed) {
    @Override
    public String toString() {
        return "Payload[" + dialect + ", " + bytes.length + " bytes]";
    }
}
