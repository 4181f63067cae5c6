package io.sallyport.appliance;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import io.sallyport.wire.Fault;

/** Why a body could not be read. */
record UnreadableBody(String code, Meaning meaning, String message) implements Rejection {

    /** What was wrong with the bytes. */
    static UnreadableBody of(Fault fault, long maxBytes) {
        if (fault == Fault.BODY_TOO_LARGE) {
            return tooLarge(maxBytes);
        }
        return fault == Fault.CUT_OFF ? incomplete() : wrongFraming();
    }

    static UnreadableBody tooLarge(long maxBytes) {
        return new UnreadableBody(
                "request_too_large",
                Meaning.TOO_LARGE,
                "The body has more than %d bytes, the limit of this gateway. Send less, or ask the administrator to raise the limit."
                        .formatted(maxBytes));
    }

    static UnreadableBody incomplete() {
        return new UnreadableBody(
                "request_incomplete",
                Meaning.REQUEST_TIMEOUT,
                "The body did not arrive whole. Send the request again.");
    }

    static UnreadableBody late() {
        return new UnreadableBody(
                "request_timeout",
                Meaning.REQUEST_TIMEOUT,
                "The body did not arrive in time. Send the request again, or ask the administrator for more time.");
    }

    static UnreadableBody wrongFraming() {
        return new UnreadableBody(
                "invalid_framing",
                Meaning.INVALID,
                "The body's transfer coding is not understood: send a Content-Length, or chunks"
                        + " as RFC 9112 describes them.");
    }
}
