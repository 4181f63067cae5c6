package io.sallyport.forwarding;

import io.sallyport.exchange.Rejection;
import java.io.Serial;

/** A request may not stay with its candidate. Never leaves the module. */
final class HeldBack extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    HeldBack(Rejection rejection) {
        super(rejection.code(), null, false, false);
        this.rejection = rejection;
    }

    Rejection rejection() {
        return rejection;
    }
}
