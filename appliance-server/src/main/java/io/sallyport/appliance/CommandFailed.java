package io.sallyport.appliance;

import java.io.Serial;

/** A command did not succeed; the message is for an operator and says what to do. Exit code 1. */
final class CommandFailed extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    CommandFailed(String message) {
        super(message, null, false, false);
    }
}
