package io.sallyport.appliance;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.sallyport.dialect.Dialects;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import java.util.function.Supplier;

/**
 * What a caller is told when Helidon cannot read the head of its request: the envelope of the
 * protocol that the path names (OpenAI's when there is no path), instead of an empty answer. There
 * is no exchange yet, so there is no trace; the connection is closed.
 */
final class UnreadableHead implements DirectHandler {
    private final Dialects dialects;
    private final Supplier<RequestId> ids;

    UnreadableHead(Dialects dialects, Supplier<RequestId> ids) {
        this.dialects = dialects;
        this.ids = ids;
    }

    /** For everything that Helidon refuses by itself. */
    DirectHandlers everywhere() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, this);
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        Head head = new Head(request.method(), path(request.path()), "", Headers.NONE);
        CapturedSink told = new CapturedSink();
        dialects.of(head).refuse(new Refused(meaning(type)), ids.get(), told);
        TransportResponse.Builder response =
                TransportResponse.builder()
                        .status(Status.create(told.status()))
                        .keepAlive(false)
                        .header(HeaderNames.CONNECTION, "close")
                        .entity(told.body());
        for (Headers.Field field : told.headers().fields()) {
            response.header(HeaderNames.create(field.name()), field.value());
        }
        return response.build();
    }

    private static String path(String written) {
        int query = written.indexOf('?');
        return query < 0 ? written : written.substring(0, query);
    }

    private static Meaning meaning(EventType type) {
        return switch (type) {
            case PAYLOAD_TOO_LARGE -> Meaning.TOO_LARGE;
            case FORBIDDEN -> Meaning.FORBIDDEN;
            case INTERNAL_ERROR -> Meaning.INTERNAL;
            case BAD_REQUEST, OTHER, HTTP_VERSION_NOT_SUPPORTED -> Meaning.INVALID;
        };
    }

    /** A head that is not understood. */
    record Refused(Meaning meaning) implements Rejection {
        @Override
        public String code() {
            return "invalid_http_request";
        }

        @Override
        public String message() {
            return "The head of this request is not understood: send HTTP/1.1 with a path of at most"
                    + " 8 KiB, headers of at most 16 KiB and no content coding.";
        }
    }
}
