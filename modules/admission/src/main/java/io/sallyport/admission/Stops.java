package io.sallyport.admission;

import io.sallyport.admission.port.Stop;
import io.sallyport.admission.port.StopStore;
import io.sallyport.exchange.Caller;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.KeyId;
import io.sallyport.exchange.Rejection;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The kill switch: what an administrator has stopped. Asking touches no database and takes no lock;
 * a change made here works at once, one made on another node after at most a second while the store
 * answers. When the store does not answer, what was known stays. Thread-safe.
 */
public final class Stops implements AutoCloseable {
    private static final Duration REFRESH = Duration.ofMillis(500);

    private final StopStore store;
    private final Clock clock;
    // As in Admission: an older reading can never replace a newer one.
    private final ReentrantLock swapping = new ReentrantLock();
    private final BackgroundTask refresh;
    private volatile Map<Stop.Kind, Set<String>> names;

    /** Loads everything; fails like the store when that fails. */
    public Stops(StopStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.names = names(store.all());
        this.refresh = new BackgroundTask("stop-refresh", REFRESH, this::readBack);
    }

    /** Stops it; from now on nothing is sent for it from here. */
    public void stop(Stop.Kind kind, String name) {
        store.stop(new Stop(kind, name, clock.instant().truncatedTo(ChronoUnit.MICROS)));
        readBack();
    }

    /** Takes a stop back. */
    public void resume(Stop.Kind kind, String name) {
        store.resume(kind, name);
        readBack();
    }

    /** Everything that is stopped, straight from the store. */
    public List<Stop> all() {
        return store.all();
    }

    /** Why this key opens nothing; empty when it does. */
    public Optional<Rejection> objection(KeyId key) {
        return objection(Stop.Kind.KEY, key.value());
    }

    /**
     * Why nothing may be sent to this candidate for this caller; empty when it may. Cheap enough to
     * be asked all the time.
     */
    public Optional<Rejection> objection(Caller caller, Candidate candidate) {
        return objection(caller.key())
                .or(() -> objection(Stop.Kind.PROVIDER, candidate.provider().value()))
                .or(() -> objection(Stop.Kind.MODEL, candidate.model().value()));
    }

    private Optional<Rejection> objection(Stop.Kind kind, String name) {
        Set<String> stopped = names.getOrDefault(kind, Set.of());
        return stopped.contains(name)
                ? Optional.of(new StopRejection(kind, name))
                : Optional.empty();
    }

    private void readBack() {
        swapping.lock();
        try {
            names = names(store.all());
        } finally {
            swapping.unlock();
        }
    }

    private static Map<Stop.Kind, Set<String>> names(List<Stop> stops) {
        Map<Stop.Kind, Set<String>> names = new EnumMap<>(Stop.Kind.class);
        stops.forEach(stop ->
                names.computeIfAbsent(stop.kind(), any -> new HashSet<>()).add(stop.name()));
        return names;
    }

    /** How often the store could not be asked; a growing number means stale stops. */
    long refreshFailures() {
        return refresh.failures();
    }

    /** Whether the store is followed; false once {@link #close} or an error has ended it. */
    boolean following() {
        return refresh.alive();
    }

    /** Stops following the store. */
    @Override
    public void close() {
        refresh.close();
    }
}
