package io.sallyport.appliance;

import io.sallyport.exchange.secret.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The first admin credential: 256 random bits in a file of mode 0600 that is made at the first
 * start and reused afterwards. It opens the admin API as long as no admin key is active.
 */
final class BootstrapToken {
    private static final String PREFIX = "slp_boot_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;

    private final Secret token;

    private BootstrapToken(Secret token) {
        this.token = token;
    }

    /** The token of this file; {@link ConfigurationRefused} when the file cannot be trusted. */
    static BootstrapToken of(Path file) {
        try {
            String text = SecretFile.readOrCreate(file, BootstrapToken::fresh);
            if (!FORM.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        "the file %s holds no bootstrap token; remove it, a new one is made at the"
                                        .formatted(file)
                                + " next start");
            }
            return new BootstrapToken(Secret.of(text));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationRefused(List.of("admin.token-file: " + wrong.getMessage()));
        }
    }

    private static String fresh() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Whether this is the token; takes the same time wherever two of them differ. */
    boolean is(Secret presented) {
        return token.equals(presented);
    }

    /** Whether this text wants to be a bootstrap token. */
    static boolean looksLike(Secret presented) {
        return presented.reveal().startsWith(PREFIX);
    }
}
