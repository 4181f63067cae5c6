package io.sallyport.appliance;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.wire.Fault;
import java.util.Locale;

/** Why the head of a request was not understood; the connection is closed behind the answer. */
record UnreadableHead(Fault fault) implements Rejection {

    @Override
    public String code() {
        return "invalid_http_request";
    }

    @Override
    public Meaning meaning() {
        return Meaning.INVALID;
    }

    @Override
    public String message() {
        return "The head of this request is not understood (%s): send HTTP/1.1 with a plain path of at most 8 KiB and headers of at most 16 KiB."
                .formatted(fault.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
}
