package io.sallyport.exchange;

/** The id of an organisation. */
public record OrganisationId(String value) implements Comparable<OrganisationId> {

    /** Refuses a blank value. */
    public OrganisationId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("OrganisationId is blank");
        }
    }

    @Override
    public int compareTo(OrganisationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
