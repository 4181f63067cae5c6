package io.sallyport.admission;

import io.sallyport.admission.port.KeyRecord;
import io.sallyport.admission.port.KeyStore;
import io.sallyport.exchange.AutomaticName;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.secret.Secret;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who is asking, and may they. A key has the form
 *
 * <pre>{@code slp_(inf|adm)_[0-9A-Za-z]{38}_[0-9A-Za-z]{6}}</pre>
 *
 * (this regular expression is the one to give to secret scanners; the last six characters are the
 * CRC32 of all before the last underscore in base62, alphabet 0-9 A-Z a-z). {@code inf} opens model
 * calls, {@code adm} the admin API. Only HMAC-SHA256(pepper, key) is stored.
 *
 * <p>Promises: {@link #identify} and {@link #permit} touch no database and take no lock; a text
 * that is no key costs neither hash nor lookup; an unknown id costs the same as a wrong secret; a
 * change made here works at once, one made on another node after at most a second while the store
 * answers. When the store does not answer, the last snapshot stays. All methods are thread-safe.
 *
 * <pre>
 *   path:   identify ──► snapshot (volatile read) ◄── swapped whole ──┬── refresh, own thread
 *   admin:  create, revoke ──► under one lock: store, then snapshot ──┘
 * </pre>
 */
public final class Admission implements AutoCloseable {
    private static final Duration REFRESH = Duration.ofMillis(500);
    private static final int ATTEMPTS = 5;
    private static final byte[] NO_HASH = new byte[KeyHash.BYTES];

    private final KeyStore keys;
    private final Stops stops;
    private final KeyHash hash;
    private final int mostPerKey;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final InFlight inFlight = new InFlight();
    // Every swap reads the store while it holds this lock, so that an older reading can never
    // replace a newer one (a revoked key would live again).
    private final ReentrantLock swapping = new ReentrantLock();
    private final BackgroundTask refresh;
    private volatile KeySnapshot snapshot;

    /**
     * Loads all keys; fails like the store when that fails.
     *
     * @param mostPerKey how many requests of one key may be under way
     */
    public Admission(KeyStore keys, Stops stops, Secret pepper, int mostPerKey, Clock clock) {
        this.keys = keys;
        this.stops = stops;
        this.hash = new KeyHash(pepper);
        this.mostPerKey = mostPerKey;
        this.clock = clock;
        this.snapshot = KeySnapshot.load(keys);
        this.refresh = new BackgroundTask("key-refresh", REFRESH, this::refresh);
    }

    /** The caller with this inference key; {@link Rejected} says why there is none. */
    public Caller identify(Secret presented) {
        KeySnapshot.Entry entry = living(presented);
        return switch (entry.key().kind()) {
            case INFERENCE -> entry.caller();
            case ADMIN -> throw new Rejected(new KeyRejection.AdminKeyOnGateway());
        };
    }

    /** The id of this admin key; {@link Rejected} says why there is none. */
    public KeyId identifyAdmin(Secret presented) {
        KeySnapshot.Entry entry = living(presented);
        return switch (entry.key().kind()) {
            case ADMIN -> entry.key().id();
            case INFERENCE -> throw new Rejected(new KeyRejection.InferenceKeyOnAdmin());
        };
    }

    /**
     * Lets one request go on and counts it as in flight, of all and of its key, until the permit is
     * closed. Every name that it asks for, fallbacks too, must be within the caller's grants; a
     * name of the automatic choice passes, because the router chooses within the grants.
     */
    public Permit permit(Caller caller, Shape shape) {
        for (String name : shape.models()) {
            if (!allows(caller, name)) {
                throw new Rejected(new KeyRejection.ModelNotGranted(name));
            }
        }
        if (!inFlight.enter()) {
            throw new Rejected(new KeyRejection.Draining());
        }
        KeyLoad load =
                snapshot.find(caller.key()).map(KeySnapshot.Entry::load).orElseGet(KeyLoad::new);
        if (!load.enter(mostPerKey)) {
            inFlight.leave();
            throw new Rejected(new KeyRejection.TooManyRequests(mostPerKey));
        }
        return new Permit(caller, load, inFlight, stops);
    }

    /** Whether this caller may ask for this name; the same rule for calls and for lists. */
    public boolean allows(Caller caller, String modelName) {
        return AutomaticName.is(modelName) || caller.mayUse(modelName);
    }

    /** Makes a key and returns its secret, the only time that it can be seen. */
    public NewKey create(KeyOrder order) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (order.expiresAt().filter(end -> !end.isAfter(now)).isPresent()) {
            throw new Rejected(
                    new KeyRejection.WrongOrder(
                            "expires_at", "The expiry of a key lies in the future."));
        }
        IllegalStateException taken = new IllegalStateException("no free key id was found");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            KeyText text = KeyText.mint(order.kind(), random);
            KeyRecord key = record(order, text, now);
            try {
                insert(key);
            } catch (IllegalStateException idTaken) {
                taken.addSuppressed(idTaken);
                continue;
            }
            return new NewKey(key, Secret.of(text.text()));
        }
        throw taken;
    }

    /** Keys in ascending order of id, greater than {@code after}, straight from the store. */
    public List<KeyRecord> list(Optional<KeyId> after, int limit) {
        return keys.list(after, limit);
    }

    /** The key with this id, straight from the store. */
    public Optional<KeyRecord> find(KeyId id) {
        return keys.find(id);
    }

    /** Revokes a key; empty when there is none with this id. From now on it is refused here. */
    public Optional<KeyRecord> revoke(KeyId id) {
        swapping.lock();
        try {
            Optional<KeyRecord> revoked =
                    keys.revoke(id, clock.instant().truncatedTo(ChronoUnit.MICROS));
            revoked.ifPresent(snapshot::put);
            return revoked;
        } finally {
            swapping.unlock();
        }
    }

    /** Whether an admin key opens the admin API right now. */
    public boolean hasActiveAdminKey() {
        Instant now = clock.instant();
        return snapshot.adminKeys().stream()
                .anyMatch(key ->
                        key.revokedAt().isEmpty()
                                && stops.objection(key.id()).isEmpty()
                                && !key.isExpired(now));
    }

    /** How many permits are open. */
    public int inFlight() {
        return inFlight.count();
    }

    /** Takes nothing new from now on; true when all permits are back within this time. */
    public boolean drain(Duration atMost) {
        return inFlight.drain(atMost);
    }

    /**
     * How often the store could not be asked for changes of keys and stops; a growing number means
     * that they are stale.
     */
    public long refreshFailures() {
        return refresh.failures() + stops.refreshFailures();
    }

    /** Whether changes of keys and stops are followed; false once an end or an error stops that. */
    public boolean following() {
        return refresh.alive() && stops.following();
    }

    /** Stops following the store; permits stay valid. */
    @Override
    public void close() {
        refresh.close();
    }

    private KeySnapshot.Entry living(Secret presented) {
        KeyText text = KeyText.parse(presented.reveal());
        byte[] actual = hash.of(text.text());
        Optional<KeySnapshot.Entry> found = snapshot.find(text.id());
        byte[] expected = found.isPresent() ? found.get().hmac() : NO_HASH;
        if (!MessageDigest.isEqual(expected, actual) || found.isEmpty()) {
            throw new Rejected(new KeyRejection.Unknown());
        }
        KeySnapshot.Entry entry = found.get();
        refuseEnded(entry.key());
        Optional<Rejection> stopped = stops.objection(entry.key().id());
        if (stopped.isPresent()) {
            throw new Rejected(stopped.get());
        }
        return entry;
    }

    private void refuseEnded(KeyRecord key) {
        if (key.revokedAt().isPresent()) {
            throw new Rejected(new KeyRejection.Revoked(key.id(), key.revokedAt().get()));
        }
        if (key.expiresAt().isPresent() && key.isExpired(clock.instant())) {
            throw new Rejected(new KeyRejection.Expired(key.id(), key.expiresAt().get()));
        }
    }

    private KeyRecord record(KeyOrder order, KeyText text, Instant now) {
        return new KeyRecord(
                text.id(),
                order.organisation(),
                order.name(),
                order.kind(),
                HexFormat.of().formatHex(hash.of(text.text())),
                order.allowedModels(),
                now,
                order.expiresAt().map(end -> end.truncatedTo(ChronoUnit.MICROS)),
                Optional.empty());
    }

    private void insert(KeyRecord key) {
        swapping.lock();
        try {
            keys.insert(key);
            snapshot.made(key, keys.version());
        } finally {
            swapping.unlock();
        }
    }

    private void refresh() {
        swapping.lock();
        try {
            if (keys.version() != snapshot.version()) {
                snapshot = KeySnapshot.load(keys, snapshot);
            }
        } finally {
            swapping.unlock();
        }
    }
}
