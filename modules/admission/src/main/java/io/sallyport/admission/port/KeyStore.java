package io.sallyport.admission.port;

import io.sallyport.exchange.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where keys are kept. Implementations are thread-safe; each call is durable when it returns. */
public interface KeyStore {

    /** Keeps a new key; {@link IllegalStateException} when its id is taken. */
    void insert(KeyRecord key);

    /** The key with this id. */
    Optional<KeyRecord> find(KeyId id);

    /**
     * Keys in ascending order of id.
     *
     * @param after only ids greater than this; empty = from the start
     * @param limit at most this many (1 to 1,000,000)
     */
    List<KeyRecord> list(Optional<KeyId> after, int limit);

    /**
     * Revokes a key; a second call keeps the first moment.
     *
     * @return the key as it now is, empty when there is none with this id
     */
    Optional<KeyRecord> revoke(KeyId id, Instant at);

    /**
     * A number that grows with every change of any key, so that a node sees cheaply whether its
     * snapshot is stale.
     */
    long version();
}
