package io.sallyport.adminapi;

import java.util.Map;

/**
 * Whether the appliance works ({@code UP}) or not ({@code DOWN}), and each check by its name.
 *
 * @param status {@code UP} when every check is
 * @param checks {@code UP}, {@code DOWN} or, while it stops, {@code DRAINING}
 */
public record HealthView(String status, Map<String, String> checks) {

    /** Copies the map. */
    public HealthView {
        checks = Map.copyOf(checks);
    }
}
