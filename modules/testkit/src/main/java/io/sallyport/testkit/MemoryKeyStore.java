package io.sallyport.testkit;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.admission.port.KeyStore;
import io.sallyport.exchange.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A {@link KeyStore} in memory, for tests; keeps the whole contract except durability. */
public final class MemoryKeyStore implements KeyStore {
    private final TreeMap<KeyId, KeyRecord> keys = new TreeMap<>();
    private long version;

    /** Empty. */
    public MemoryKeyStore() {}

    @Override
    public synchronized void insert(KeyRecord key) {
        if (keys.putIfAbsent(key.id(), key) != null) {
            throw new IllegalStateException("key id " + key.id() + " is taken");
        }
        version++;
    }

    @Override
    public synchronized Optional<KeyRecord> find(KeyId id) {
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public synchronized List<KeyRecord> list(Optional<KeyId> after, int limit) {
        return after.map(id -> keys.tailMap(id, false)).orElse(keys).values().stream()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<KeyRecord> revoke(KeyId id, Instant at) {
        KeyRecord key = keys.get(id);
        if (key == null) {
            return Optional.empty();
        }
        if (key.revokedAt().isEmpty()) {
            keys.put(id, revoked(key, at));
            version++;
        }
        return find(id);
    }

    @Override
    public synchronized long version() {
        return version;
    }

    private static KeyRecord revoked(KeyRecord key, Instant at) {
        return new KeyRecord(
                key.id(),
                key.organisation(),
                key.name(),
                key.kind(),
                key.hmac(),
                key.allowedModels(),
                key.createdAt(),
                key.expiresAt(),
                Optional.of(at));
    }
}
