package io.sallyport.wire;

/**
 * The head of a final response that kept every rule; its reason phrase is dropped.
 *
 * @param status 200 to 599
 * @param fields the header fields
 * @param framing where the body ends
 * @param keepAlive whether the connection may be used again once the body was read to its end
 */
public record ResponseHead(int status, Fields fields, Framing framing, boolean keepAlive) {

    @Override
    public String toString() {
        return "ResponseHead[" + status + "]";
    }
}
