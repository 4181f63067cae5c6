package io.sallyport.appliance;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Meters by their labels, made when they are first asked for: to find one in the registry costs as
 * much as a small request. Labels come from enums and the catalogue, so there is an end of them.
 * Thread-safe; takes no lock for a meter that is there.
 */
final class MeterCache<K, M> {
    private final Map<K, M> known = new ConcurrentHashMap<>();
    private final Function<K, M> register;

    MeterCache(Function<K, M> register) {
        this.register = register;
    }

    M of(K labels) {
        M meter = known.get(labels);
        return meter == null ? known.computeIfAbsent(labels, register) : meter;
    }
}
