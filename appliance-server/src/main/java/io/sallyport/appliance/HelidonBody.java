package io.sallyport.appliance;

import io.helidon.webserver.http.ServerRequest;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Rejection;
import io.sallyport.pipeline.BodySource;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request, read once and never more of it than the limit. */
final class HelidonBody implements BodySource {
    private final ServerRequest request;
    private final int maxBytes;

    HelidonBody(ServerRequest request, int maxBytes) {
        this.request = request;
        this.maxBytes = maxBytes;
    }

    @Override
    public byte[] read() {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new Rejected(
                        new Unreadable(
                                "request_too_large",
                                Meaning.TOO_LARGE,
                                "The body has more than %d bytes, the limit of this gateway. Send less, or ask the administrator to raise the limit."
                                        .formatted(maxBytes)));
            }
            return body;
        } catch (IOException broken) {
            throw new Rejected(
                    new Unreadable(
                            "request_incomplete",
                            Meaning.REQUEST_TIMEOUT,
                            "The body did not arrive whole. Send the request again."));
        }
    }

    /** Why a body could not be read. */
    record Unreadable(String code, Meaning meaning, String message) implements Rejection {}
}
