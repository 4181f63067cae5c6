package io.sallyport.admission;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.admission.port.KeyStore;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.KeyId;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All keys at one version of the store, and those that were changed here since. The path reads it
 * without a lock, and a lookup costs the same for ten keys and for a hundred thousand; so does a
 * key that is made here, where a revocation makes all be read again. Changed by one thread at a
 * time.
 */
final class KeySnapshot {
    private static final int PAGE = 10_000;

    private final Map<KeyId, Entry> entries = new ConcurrentHashMap<>();
    private final Map<KeyId, KeyRecord> adminKeys = new ConcurrentHashMap<>();
    private volatile long version;

    private KeySnapshot(long version) {
        this.version = version;
    }

    /** One key, prepared for the path: its hash as bytes, its caller made once, its load. */
    @SuppressWarnings("ArrayRecordComponent") // Package-private, never compared, never changed.
    record Entry(KeyRecord key, byte[] hmac, Caller caller, KeyLoad load) {}

    /**
     * Reads everything. The version is read first: a change during the reading leaves the snapshot
     * looking stale, so that it is read again; the other order could miss it for ever.
     */
    static KeySnapshot load(KeyStore keys) {
        return load(keys, new KeySnapshot(-1));
    }

    /** The same behind an older snapshot, whose requests are still under way. */
    static KeySnapshot load(KeyStore keys, KeySnapshot before) {
        KeySnapshot snapshot = new KeySnapshot(keys.version());
        Optional<KeyId> after = Optional.empty();
        List<KeyRecord> page;
        do {
            page = keys.list(after, PAGE);
            for (KeyRecord key : page) {
                snapshot.put(key, before.loadOf(key.id()));
            }
            after = page.isEmpty() ? after : Optional.of(page.getLast().id());
        } while (page.size() == PAGE);
        return snapshot;
    }

    /** Puts a key in its place that was changed here. */
    void put(KeyRecord key) {
        put(key, loadOf(key.id()));
    }

    /**
     * Puts a key in its place that was made here, which is one change of the store. When that has
     * come only one further, nobody else changed anything, and there is nothing to read again.
     */
    void made(KeyRecord key, long now) {
        put(key);
        if (now == version + 1) {
            version = now;
        }
    }

    private void put(KeyRecord key, KeyLoad load) {
        Optional<Entry> entry = entry(key, load);
        if (entry.isEmpty()) {
            entries.remove(key.id());
            adminKeys.remove(key.id());
            return;
        }
        entries.put(key.id(), entry.get());
        if (key.kind() == KeyRecord.Kind.ADMIN) {
            adminKeys.put(key.id(), key);
        }
    }

    Optional<Entry> find(KeyId id) {
        return Optional.ofNullable(entries.get(id));
    }

    private KeyLoad loadOf(KeyId id) {
        Entry entry = entries.get(id);
        return entry == null ? new KeyLoad() : entry.load();
    }

    /** The admin keys, which are few. */
    Collection<KeyRecord> adminKeys() {
        return adminKeys.values();
    }

    long version() {
        return version;
    }

    /** A key whose hash is damaged is left out: it opens nothing and does not stop the others. */
    private static Optional<Entry> entry(KeyRecord key, KeyLoad load) {
        Optional<byte[]> hmac = bytes(key.hmac());
        return hmac.map(hash ->
                new Entry(
                        key,
                        hash,
                        new Caller(key.id(), key.organisation(), key.allowedModels()),
                        load));
    }

    private static Optional<byte[]> bytes(String hex) {
        try {
            byte[] hash = HexFormat.of().parseHex(hex);
            return hash.length == KeyHash.BYTES ? Optional.of(hash) : Optional.empty();
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }
}
