package io.sallyport.store;

import java.io.Serial;

/**
 * The database cannot be opened; the message is for an operator, says why and how to fix it, and
 * carries no secret.
 */
public final class DatabaseUnusable extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    DatabaseUnusable(String message) {
        super(message);
    }

    DatabaseUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
