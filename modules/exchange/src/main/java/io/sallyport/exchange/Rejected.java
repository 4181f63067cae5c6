package io.sallyport.exchange;

import java.io.Serial;
import java.util.Objects;

/**
 * The one way to refuse: a step throws it, one wrapper turns it into the dialect's error. It has no
 * stack trace, because a refusal is an answer and not a defect.
 */
public final class Rejected extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    /** Refuses with this reason. */
    public Rejected(Rejection rejection) {
        super(Objects.requireNonNull(rejection, "rejection").code(), null, false, false);
        this.rejection = rejection;
    }

    /** The reason. */
    public Rejection rejection() {
        return rejection;
    }
}
