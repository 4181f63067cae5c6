package io.sallyport.exchange;

/**
 * The gateway's own id of one exchange, {@code req_} and 26 characters; sent as {@code
 * x-request-id}.
 */
public record RequestId(String value) implements Comparable<RequestId> {

    /** Refuses a blank value. */
    public RequestId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("RequestId is blank");
        }
    }

    @Override
    public int compareTo(RequestId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
