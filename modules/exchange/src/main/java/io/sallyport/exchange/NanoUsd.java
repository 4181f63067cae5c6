package io.sallyport.exchange;

/**
 * An amount of money in nano-USD (10⁻⁹ USD), 0 to about 9.2 billion USD; arithmetic never wraps.
 */
public record NanoUsd(long value) implements Comparable<NanoUsd> {

    /** Nothing. */
    public static final NanoUsd ZERO = new NanoUsd(0);

    /** Refuses a negative amount. */
    public NanoUsd {
        if (value < 0) {
            throw new IllegalArgumentException("negative amount");
        }
    }

    /** The sum; {@link ArithmeticException} instead of wrapping. */
    public NanoUsd plus(NanoUsd other) {
        return new NanoUsd(Math.addExact(value, other.value));
    }

    @Override
    public int compareTo(NanoUsd other) {
        return Long.compare(value, other.value);
    }
}
