package io.sallyport.store;

import io.sallyport.exchange.secret.Secret;
import java.util.Optional;

/**
 * Where the database is and how to get in.
 *
 * @param url a JDBC address: {@code jdbc:h2:file:/path/name}, {@code jdbc:h2:mem:name} or {@code
 *     jdbc:postgresql://host/name}
 * @param user the database user
 * @param password its password, if it has one
 * @param maxConnections the most connections at a time, 1 to 1,000
 */
public record DatabaseSettings(
        String url, String user, Optional<Secret> password, int maxConnections) {
    private static final int MOST = 1_000;

    /** Refuses a number of connections that cannot work. */
    public DatabaseSettings {
        if (maxConnections < 1 || maxConnections > MOST) {
            throw new IllegalArgumentException("maxConnections is not within 1 to 1,000");
        }
    }

    /** Without the address, which may carry a password. */
    @Override
    public String toString() {
        return "DatabaseSettings[maxConnections=" + maxConnections + "]";
    }
}
