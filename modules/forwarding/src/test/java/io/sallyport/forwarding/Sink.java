package io.sallyport.forwarding;

import io.sallyport.dialect.CallerGone;
import io.sallyport.dialect.ResponseSink;
import io.sallyport.exchange.Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what reaches the caller, as long as it is there. */
final class Sink implements ResponseSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int status;
    Headers headers = Headers.NONE;
    boolean refuses;
    boolean ended;

    @Override
    public void send(int code, Headers fields, byte[] body) {
        begin(code, fields);
        bytes.writeBytes(body);
        ended = true;
    }

    @Override
    public void begin(int code, Headers fields) {
        there();
        status = code;
        headers = fields;
    }

    @Override
    public void write(byte[] piece) {
        there();
        bytes.writeBytes(piece);
    }

    @Override
    public void flush() {
        there();
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void abort() {
        throw new AssertionError("a reply was ended twice");
    }

    private void there() {
        if (refuses) {
            throw new CallerGone();
        }
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
