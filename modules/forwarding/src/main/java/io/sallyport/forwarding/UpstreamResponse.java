package io.sallyport.forwarding;

import io.sallyport.exchange.Headers;
import java.io.InputStream;
import java.util.Optional;

/**
 * The response of an upstream. Closing it before the end of the body cancels the call and closes
 * the connection, so that the upstream stops working for nobody.
 */
public interface UpstreamResponse extends AutoCloseable {

    /** The status code. */
    int status();

    /** The header fields. */
    Headers headers();

    /** The value of the first field of this name, which is in lower case. */
    Optional<String> header(String name);

    /** The length of the body that the head declares; -1 when it declares none. */
    long declaredLength();

    /**
     * The body; reading throws {@link DeadlinePassed} when a piece or the whole does not come in
     * time, another {@link java.io.IOException} when the connection breaks.
     */
    InputStream body();

    /**
     * The answer is whole by its protocol's own words, so what is left of the body matters to
     * nobody: it is waited for, a moment only, so that the connection may serve another call.
     */
    void finish();

    @Override
    void close();
}
