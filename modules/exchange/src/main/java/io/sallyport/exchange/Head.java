package io.sallyport.exchange;

import java.util.Objects;

/**
 * The head of a request as it came in: method, decoded path without the query, raw query without
 * the question mark (may be empty), header fields.
 */
public record Head(String method, String path, String query, Headers headers) {

    /** Refuses absent parts. */
    public Head {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(headers, "headers");
    }

    @Override
    public String toString() {
        return "Head[" + method + " " + path + "]";
    }
}
