package io.sallyport.forwarding;

import io.sallyport.exchange.Rejection;
import java.io.Serial;

/** The gateway has no memory for the rest of an answer. Never leaves the module. */
final class NoRoom extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    NoRoom(Rejection rejection) {
        super(rejection.code(), null, false, false);
        this.rejection = rejection;
    }

    Rejection rejection() {
        return rejection;
    }
}
