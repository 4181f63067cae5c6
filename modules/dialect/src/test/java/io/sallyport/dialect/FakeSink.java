package io.sallyport.dialect;

import io.sallyport.exchange.Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what is sent. */
final class FakeSink implements ResponseSink {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int status;
    Headers headers = Headers.NONE;
    boolean ended;
    boolean aborted;

    @Override
    public void send(int status, Headers headers, byte[] body) {
        begin(status, headers);
        bytes.writeBytes(body);
        ended = true;
    }

    @Override
    public void begin(int status, Headers headers) {
        this.status = status;
        this.headers = headers;
    }

    @Override
    public void write(byte[] piece) {
        bytes.writeBytes(piece);
    }

    @Override
    public void flush() {}

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
