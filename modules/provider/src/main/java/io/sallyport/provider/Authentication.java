package io.sallyport.provider;

/** How a provider wants its credential. */
public enum Authentication {
    /** {@code Authorization: Bearer …}. */
    BEARER,
    /** {@code x-api-key: …}. */
    X_API_KEY,
    /** No credential at all (a server of one's own on the same machine). */
    NONE
}
