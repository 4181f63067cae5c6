package io.sallyport.forwarding;

import java.io.IOException;
import java.io.Serial;

/** A deadline of an upstream call passed. */
public final class DeadlinePassed extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    /** Which one. */
    public enum Deadline {
        /** Until the connection stands. */
        CONNECT,
        /** Until the head of the response. */
        FIRST_BYTE,
        /** Between two pieces of the body. */
        IDLE,
        /** Until the end of the body. */
        TOTAL
    }

    private final Deadline deadline;

    /** This deadline. */
    public DeadlinePassed(Deadline deadline) {
        super("deadline passed: " + deadline);
        this.deadline = deadline;
    }

    /** Whether the upstream may have got the request. */
    boolean wasSent() {
        return deadline != Deadline.CONNECT;
    }
}
