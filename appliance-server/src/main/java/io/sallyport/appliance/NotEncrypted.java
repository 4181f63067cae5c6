package io.sallyport.appliance;

import java.io.IOException;
import java.io.Serial;

/** What came where TLS is spoken is something else, most likely plain HTTP. */
final class NotEncrypted extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    NotEncrypted() {
        super("no TLS");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
