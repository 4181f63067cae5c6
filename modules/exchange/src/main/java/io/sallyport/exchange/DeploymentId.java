package io.sallyport.exchange;

/** One model at one provider with one set of credentials: {@code provider/model}. */
public record DeploymentId(String value) implements Comparable<DeploymentId> {

    /** Refuses a blank value. */
    public DeploymentId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("DeploymentId is blank");
        }
    }

    @Override
    public int compareTo(DeploymentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
