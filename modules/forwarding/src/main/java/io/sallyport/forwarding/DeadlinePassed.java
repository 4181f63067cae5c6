package io.sallyport.forwarding;

import java.io.IOException;
import java.io.Serial;

/** A deadline of an upstream call passed. */
public final class DeadlinePassed extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    /** Names the deadline: {@code firstByte}, {@code idle} or {@code total}. */
    public DeadlinePassed(String deadline) {
        super("deadline passed: " + deadline);
    }
}
