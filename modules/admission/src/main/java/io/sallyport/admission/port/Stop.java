package io.sallyport.admission.port;

import java.time.Instant;

/**
 * What an administrator has stopped.
 *
 * @param kind what it is
 * @param name its name in the configuration, or the id of a key
 * @param since when it was stopped
 */
public record Stop(Kind kind, String name, Instant since) {

    /** What can be stopped. */
    public enum Kind {
        /** An upstream, with every model that it hosts. */
        PROVIDER,
        /** A model, whoever hosts it. */
        MODEL,
        /** A key, until it is resumed; a revoked key never is. */
        KEY
    }
}
