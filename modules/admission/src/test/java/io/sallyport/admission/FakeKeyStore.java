package io.sallyport.admission;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.admission.port.KeyStore;
import io.sallyport.exchange.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Keys in memory, with a count of all calls and a switch to fail. */
class FakeKeyStore implements KeyStore {
    final TreeMap<KeyId, KeyRecord> keys = new TreeMap<>();
    final AtomicInteger reads = new AtomicInteger();
    volatile boolean failing;
    volatile CountDownLatch failed = new CountDownLatch(2);
    private long version;

    @Override
    public synchronized void insert(KeyRecord key) {
        keys.put(key.id(), key);
        version++;
    }

    @Override
    public synchronized Optional<KeyRecord> find(KeyId id) {
        reads.incrementAndGet();
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public synchronized List<KeyRecord> list(Optional<KeyId> after, int limit) {
        reads.incrementAndGet();
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
        KeyRecord revoked =
                new KeyRecord(
                        id,
                        key.organisation(),
                        key.name(),
                        key.kind(),
                        key.hmac(),
                        key.allowedModels(),
                        key.createdAt(),
                        key.expiresAt(),
                        Optional.of(key.revokedAt().orElse(at)));
        keys.put(id, revoked);
        version++;
        return Optional.of(revoked);
    }

    @Override
    public synchronized long version() {
        if (failing) {
            failed.countDown();
            throw new IllegalStateException("the store is down");
        }
        return version;
    }
}
