package io.sallyport.adminapi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A key to be made.
 *
 * @param name a person's name for it, 1 to 100 characters
 * @param organisation whom it belongs to
 * @param kind {@code inference} (model calls, the usual) or {@code admin} (this API)
 * @param allowedModels model names, {@code provider/*}, or {@code auto} (the router chooses); empty
 *     = every model
 * @param expiresAt when it ends by itself; absent = never
 */
public record KeyRequest(
        String name,
        String organisation,
        String kind,
        List<String> allowedModels,
        Optional<Instant> expiresAt) {

    /** Copies the list. */
    public KeyRequest {
        allowedModels = List.copyOf(allowedModels);
    }
}
