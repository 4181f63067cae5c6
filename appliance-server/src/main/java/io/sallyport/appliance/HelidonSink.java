package io.sallyport.appliance;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.sallyport.dialect.CallerGone;
import io.sallyport.dialect.ResponseSink;
import io.sallyport.exchange.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A response on Helidon's connection; every piece is flushed at once. */
final class HelidonSink implements ResponseSink {
    private final ServerResponse response;
    private final boolean headOnly;
    private @Nullable OutputStream out;
    private boolean begun;

    HelidonSink(ServerRequest request, ServerResponse response) {
        this.response = response;
        this.headOnly = request.prologue().method().equals(Method.HEAD);
    }

    /** Whether anything has been sent, so that an error can no longer be. */
    boolean begun() {
        return begun;
    }

    @Override
    public void send(int status, Headers headers, byte[] body) {
        head(status, headers);
        try {
            if (headOnly) {
                response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
                response.send();
                return;
            }
            response.send(body);
        } catch (ServerConnectionException | UncheckedIOException gone) {
            throw new CallerGone();
        }
    }

    @Override
    public void begin(int status, Headers headers) {
        head(status, headers);
        out = response.outputStream();
    }

    private void head(int status, Headers headers) {
        begun = true;
        response.status(status);
        for (Headers.Field field : headers.fields()) {
            response.header(field.name(), field.value());
        }
    }

    @Override
    public void write(byte[] piece) {
        OutputStream open = stream();
        try {
            open.write(piece);
            open.flush();
        } catch (IOException | ServerConnectionException | UncheckedIOException gone) {
            throw new CallerGone();
        }
    }

    @Override
    public void end() {
        try {
            stream().close();
        } catch (IOException | ServerConnectionException | UncheckedIOException gone) {
            throw new CallerGone();
        }
    }

    private OutputStream stream() {
        OutputStream open = out;
        if (open == null) {
            throw new IllegalStateException("begin comes before write and end");
        }
        return open;
    }

    @Override
    public void abort() {
        throw new CloseConnectionException("a response was cut off");
    }
}
