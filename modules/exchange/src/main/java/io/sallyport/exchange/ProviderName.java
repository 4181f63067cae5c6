package io.sallyport.exchange;

/** The name of a configured provider, for example {@code openai}. */
public record ProviderName(String value) implements Comparable<ProviderName> {

    /** Refuses a blank value. */
    public ProviderName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("ProviderName is blank");
        }
    }

    @Override
    public int compareTo(ProviderName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
