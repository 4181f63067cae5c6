package io.sallyport.wire;

import java.io.IOException;
import java.io.Serial;

/**
 * What came is not HTTP/1.1 as {@link Fault} says. Has no stack trace and none of the peer's bytes:
 * it is an answer to input, not a defect.
 */
public final class WireFault extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** This fault. */
    public WireFault(Fault fault) {
        super(fault.name());
        this.fault = fault;
    }

    /** Which one. */
    public Fault fault() {
        return fault;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
