package io.sallyport.adminapi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A key as it may be shown: never its secret, never the hash of it.
 *
 * @param id its public id
 * @param name a person's name for it
 * @param organisation whom it belongs to
 * @param kind {@code inference} or {@code admin}
 * @param state {@code active}, {@code expired} or {@code revoked}
 * @param allowedModels model names, {@code provider/*} or {@code auto}, in order; empty = every
 *     model
 * @param createdAt when it was made
 * @param expiresAt when it ends or ended by itself
 * @param revokedAt when it was revoked
 */
public record KeyView(
        String id,
        String name,
        String organisation,
        String kind,
        String state,
        List<String> allowedModels,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {

    /** Copies the list. */
    public KeyView {
        allowedModels = List.copyOf(allowedModels);
    }
}
