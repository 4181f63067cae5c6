package io.sallyport.dialect;

import io.sallyport.exchange.Headers;

/**
 * Where a response goes: the HTTP connection of the caller. Its methods throw {@link CallerGone}
 * when the caller has closed it.
 */
public interface ResponseSink {

    /** Sends a whole response with its content length. */
    void send(int status, Headers headers, byte[] body);

    /** Begins a response of unknown length (chunked); {@link #write} follows. */
    void begin(int status, Headers headers);

    /** Writes a piece; it goes out with {@link #flush} or {@link #end}, or sooner. */
    void write(byte[] piece);

    /** Sends what was written to the caller now. */
    void flush();

    /** Ends a response that {@link #begin} began. */
    void end();

    /**
     * Breaks the connection, so that a response that {@link #begin} began cannot be taken for a
     * complete one.
     */
    void abort();
}
