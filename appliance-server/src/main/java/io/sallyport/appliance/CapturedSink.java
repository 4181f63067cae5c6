package io.sallyport.appliance;

import io.sallyport.dialect.ResponseSink;
import io.sallyport.exchange.Headers;

/** Keeps a whole response instead of sending it; nothing is streamed into it. */
final class CapturedSink implements ResponseSink {
    private int status;
    private Headers headers = Headers.NONE;
    private byte[] body = {};

    @Override
    public void send(int code, Headers fields, byte[] bytes) {
        status = code;
        headers = fields;
        body = bytes;
    }

    int status() {
        return status;
    }

    Headers headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    @Override
    public void begin(int code, Headers fields) {
        throw notAStream();
    }

    @Override
    public void write(byte[] piece) {
        throw notAStream();
    }

    @Override
    public void flush() {
        throw notAStream();
    }

    @Override
    public void end() {
        throw notAStream();
    }

    @Override
    public void abort() {
        throw notAStream();
    }

    private static IllegalStateException notAStream() {
        return new IllegalStateException("a refusal is sent whole");
    }
}
