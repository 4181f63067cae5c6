package io.sallyport.appliance;

import io.sallyport.exchange.secret.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * The keys of callers.
 *
 * @param pepperFile the secret that they are hashed with; made at the first start
 * @param maxConcurrentRequests how many requests one key may have under way
 */
record KeySettings(Path pepperFile, int maxConcurrentRequests) {
    private static final int CONCURRENT = 100;
    private static final int MOST_CONCURRENT = 1_000_000;
    private static final int DEMONSTRATED = 10_000;
    private static final int PEPPER_BYTES = 32;

    static KeySettings read(Section section, Path dataDirectory) {
        return new KeySettings(
                section.value("pepper-file", dataDirectory.resolve("pepper"), Path::of),
                section.value(
                        "max-concurrent-requests", CONCURRENT, Values.number(1, MOST_CONCURRENT)));
    }

    /** For the one key of a demonstration, which nothing should hold back. */
    KeySettings demonstrating(Path dataDirectory) {
        return new KeySettings(
                dataDirectory.resolve("pepper"), Math.max(maxConcurrentRequests, DEMONSTRATED));
    }

    /** The secret; makes it when there is none yet. */
    Secret pepper() {
        try {
            return Secret.of(SecretFile.readOrCreate(pepperFile, KeySettings::freshPepper));
        } catch (IllegalArgumentException unusable) {
            throw new ConfigurationRefused(List.of("keys.pepper-file: " + unusable.getMessage()));
        }
    }

    private static String freshPepper() {
        byte[] pepper = new byte[PEPPER_BYTES];
        new SecureRandom().nextBytes(pepper);
        return HexFormat.of().formatHex(pepper);
    }
}
