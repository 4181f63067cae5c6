package io.sallyport.forwarding;

import java.io.IOException;
import java.io.Serial;

/** No connection may lead there. Says why, and what to change if it should. */
final class EgressRefused extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    private final String reason;

    EgressRefused(String host, String objection) {
        super(host + ": " + objection);
        reason = host + ": " + objection;
    }

    /** The host, why, and the fix. */
    String reason() {
        return reason;
    }
}
