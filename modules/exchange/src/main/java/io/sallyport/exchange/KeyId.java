package io.sallyport.exchange;

/**
 * The public id of a virtual key (the eight characters after {@code slp_<type>_}); never the
 * secret.
 */
public record KeyId(String value) implements Comparable<KeyId> {

    /** Refuses a blank value. */
    public KeyId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("KeyId is blank");
        }
    }

    @Override
    public int compareTo(KeyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
