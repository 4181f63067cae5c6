package io.sallyport.exchange;

/** The canonical name of a model in the catalogue, for example {@code claude-sonnet-5}. */
public record ModelId(String value) implements Comparable<ModelId> {

    /** Refuses a blank value. */
    public ModelId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("ModelId is blank");
        }
    }

    @Override
    public int compareTo(ModelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
