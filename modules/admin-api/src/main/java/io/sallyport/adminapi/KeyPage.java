package io.sallyport.adminapi;

import java.util.List;
import java.util.Optional;

/**
 * Some keys in the order of their ids.
 *
 * @param next the {@code after} of the next page; absent at the end
 */
public record KeyPage(List<KeyView> keys, Optional<String> next) {

    /** Copies the list. */
    public KeyPage {
        keys = List.copyOf(keys);
    }
}
