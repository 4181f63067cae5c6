package io.sallyport.wire;

/**
 * The head of a request that kept every rule.
 *
 * @param method upper-case
 * @param path decoded once, begins with a slash
 * @param query as it came, without the question mark; may be empty
 * @param current whether the version is 1.1; to a caller of 1.0 nothing is sent in chunks
 * @param fields the header fields
 * @param framing where the body ends; never {@link Framing.UntilClose}
 * @param keepAlive whether the connection may be used again (RFC 9112 section 9.3); never for 1.0
 * @param expectsContinue whether the caller waits for a 100 before it sends the body
 */
public record RequestHead(
        String method,
        String path,
        String query,
        boolean current,
        Fields fields,
        Framing framing,
        boolean keepAlive,
        boolean expectsContinue) {

    @Override
    public String toString() {
        return "RequestHead[" + method + " " + path + "]";
    }
}
