package io.sallyport.admission;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.admission.port.KeyStore;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.KeyId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All keys at one version of the store: immutable and swapped whole, so that the path reads it
 * without a lock and a lookup costs the same for ten keys and for a hundred thousand.
 */
final class KeySnapshot {
    private static final int PAGE = 10_000;

    private final long version;
    private final Map<KeyId, Entry> entries;
    private final List<KeyRecord> adminKeys;

    private KeySnapshot(long version, Map<KeyId, Entry> entries) {
        this.version = version;
        this.entries = entries;
        this.adminKeys =
                entries.values().stream()
                        .map(Entry::key)
                        .filter(key -> key.kind() == KeyRecord.Kind.ADMIN)
                        .toList();
    }

    /** One key, prepared for the path: its hash as bytes, its caller made once, its load. */
    @SuppressWarnings("ArrayRecordComponent") // Package-private, never compared, never changed.
    record Entry(KeyRecord key, byte[] hmac, Caller caller, KeyLoad load) {}

    /**
     * Reads everything. The version is read first: a change during the reading leaves the snapshot
     * looking stale, so that it is read again; the other order could miss it for ever.
     */
    static KeySnapshot load(KeyStore keys) {
        return load(keys, new KeySnapshot(-1, Map.of()));
    }

    /** The same behind an older snapshot, whose requests are still under way. */
    static KeySnapshot load(KeyStore keys, KeySnapshot before) {
        long version = keys.version();
        Map<KeyId, Entry> entries = new HashMap<>();
        Optional<KeyId> after = Optional.empty();
        List<KeyRecord> page;
        do {
            page = keys.list(after, PAGE);
            for (KeyRecord key : page) {
                entry(key, before.loadOf(key.id()))
                        .ifPresent(entry -> entries.put(key.id(), entry));
            }
            after = page.isEmpty() ? after : Optional.of(page.getLast().id());
        } while (page.size() == PAGE);
        return new KeySnapshot(version, entries);
    }

    /** This snapshot with one key added or replaced. */
    KeySnapshot with(KeyRecord key) {
        Map<KeyId, Entry> copy = new HashMap<>(entries);
        copy.remove(key.id());
        entry(key, loadOf(key.id())).ifPresent(entry -> copy.put(key.id(), entry));
        return new KeySnapshot(version, copy);
    }

    Optional<Entry> find(KeyId id) {
        return Optional.ofNullable(entries.get(id));
    }

    private KeyLoad loadOf(KeyId id) {
        Entry entry = entries.get(id);
        return entry == null ? new KeyLoad() : entry.load();
    }

    /** The admin keys, which are few. */
    List<KeyRecord> adminKeys() {
        return adminKeys;
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
