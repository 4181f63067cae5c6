package io.sallyport.adminapi;

import java.util.List;

/**
 * A key that was just made.
 *
 * @param key what is known of it from now on
 * @param secret the whole key, shown this once
 * @param warnings what may be a mistake, for example an allowed model that does not exist
 */
public record KeyCreated(KeyView key, String secret, List<String> warnings) {

    /** Copies the list. */
    public KeyCreated {
        warnings = List.copyOf(warnings);
    }

    @Override
    public String toString() {
        return "KeyCreated[" + key.id() + "]";
    }
}
