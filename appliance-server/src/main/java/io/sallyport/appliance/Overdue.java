package io.sallyport.appliance;

import java.io.IOException;
import java.io.Serial;

/** A caller kept its connection waiting for too long; the connection is cut and of no more use. */
final class Overdue extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    Overdue(Awaited what) {
        super(what.name());
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
