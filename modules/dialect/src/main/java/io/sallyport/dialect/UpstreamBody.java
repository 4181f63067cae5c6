package io.sallyport.dialect;

import io.sallyport.exchange.Headers;

/**
 * A request body for an upstream.
 *
 * @param path the endpoint below the provider's base address, for example {@code
 *     /chat/completions}, with what the protocol has of a query
 * @param bytes the JSON body; shared, nobody may change it
 * @param headers headers of the protocol ({@code anthropic-version}, {@code anthropic-beta}, …), no
 *     credential
 */
@SuppressWarnings(
        "ArrayRecordComponent") // One buffer for the whole path; a copy would cost per request.
public record UpstreamBody(String path, byte[] bytes, Headers headers) {
    @Override
    public String toString() {
        return "UpstreamBody[" + path + ", " + bytes.length + " bytes]";
    }
}
