package io.sallyport.admission.port;

import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.OrganisationId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual key as it is stored: never the secret, only its keyed hash.
 *
 * @param id its public id
 * @param organisation whom it belongs to
 * @param name a person's name for it
 * @param kind what it opens
 * @param hmac HMAC-SHA256 of the whole key under the installation's pepper, lower-case hex
 * @param allowedModels as {@link io.sallyport.exchange.Caller#allowedModels} has them
 * @param createdAt when it was made
 * @param expiresAt when it ends by itself
 * @param revokedAt when it was revoked
 */
public record KeyRecord(
        KeyId id,
        OrganisationId organisation,
        String name,
        Kind kind,
        String hmac,
        Set<String> allowedModels,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {

    /** What a key opens. */
    public enum Kind {
        /** Model calls on the gateway listener. */
        INFERENCE,
        /** The admin API. */
        ADMIN
    }

    /** Copies the set. */
    public KeyRecord {
        allowedModels = Set.copyOf(allowedModels);
    }

    /** Whether its time is over at this moment; a key has ended at the very moment of its end. */
    public boolean isExpired(Instant now) {
        return expiresAt.filter(end -> !end.isAfter(now)).isPresent();
    }

    @Override
    public String toString() {
        return "KeyRecord[" + id + "]";
    }
}
