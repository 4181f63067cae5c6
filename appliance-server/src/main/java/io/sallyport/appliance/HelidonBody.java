package io.sallyport.appliance;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import io.sallyport.exchange.Rejected;
import io.sallyport.pipeline.BodySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.OptionalLong;

/**
 * The body of a request, read once and never more of it than the limit. After a body that is {@link
 * #broken} the connection must be closed, because what follows on it may be a part of that body and
 * no request.
 */
final class HelidonBody implements BodySource {
    private final ServerRequest request;
    private final int maxBytes;
    private boolean broken;

    HelidonBody(ServerRequest request, int maxBytes) {
        this.request = request;
        this.maxBytes = maxBytes;
    }

    /** Whether the body broke off or was no body, so that nothing behind it can be trusted. */
    boolean broken() {
        return broken;
    }

    @Override
    public byte[] read() {
        return request.content().hasEntity() ? bytes() : new byte[0];
    }

    private byte[] bytes() {
        OptionalLong declared = request.headers().contentLength();
        if (declared.isPresent() && declared.getAsLong() > maxBytes) {
            throw new Rejected(UnreadableBody.tooLarge(maxBytes));
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new Rejected(UnreadableBody.tooLarge(maxBytes));
            }
            return body;
        } catch (IOException
                | UncheckedIOException
                | DataReader.InsufficientDataAvailableException cut) {
            broken = true;
            throw new Rejected(UnreadableBody.incomplete());
        } catch (RequestException
                | HttpException
                | IllegalArgumentException
                | IllegalStateException
                | DataReader.IncorrectNewLineException wrong) {
            broken = true;
            // What Helidon throws for sizes, line ends and trailers of chunks that are none.
            throw new Rejected(UnreadableBody.wrongFraming());
        }
    }
}
