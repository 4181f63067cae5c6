package io.sallyport.adminapi;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the appliance works ({@code UP}) or not ({@code DOWN}), and each check by its name.
 *
 * @param status {@code UP} when every check is
 * @param checks {@code UP}, {@code DOWN} or, while it stops, {@code DRAINING}
 */
public record HealthView(String status, Map<String, String> checks) {

    /** Copies the map; its order is that of the names. */
    public HealthView {
        checks = Collections.unmodifiableMap(new TreeMap<>(checks));
    }
}
