package io.sallyport.routing;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the scores of a deployment come from, for people.
 *
 * @param price estimated price of the request in nano-USD
 * @param quality declared quality, as {@link #quality(OptionalDouble)} writes it
 * @param firstContent measured time to first content, if known
 */
record Facts(long price, String quality, Optional<Duration> firstContent) {
    private static final long MILLION = 1_000_000;
    private static final String UNKNOWN = "unknown";

    static String quality(OptionalDouble quality) {
        return quality.isPresent()
                ? String.format(Locale.ROOT, "%.2f", quality.getAsDouble())
                : UNKNOWN;
    }

    /** Printable ASCII. */
    @Override
    public String toString() {
        return "est. $" + dollars() + ", quality " + quality + ", first content " + speed();
    }

    /** Six decimals, written by hand because a format costs as much as the rest of a plan. */
    private String dollars() {
        long millionths = price / 1_000 + (price % 1_000 >= 500 ? 1 : 0);
        String decimals = String.valueOf(MILLION + millionths % MILLION).substring(1);
        return millionths / MILLION + "." + decimals;
    }

    private String speed() {
        return firstContent.isPresent()
                ? (firstContent.get().toNanos() + MILLION / 2) / MILLION + " ms"
                : UNKNOWN;
    }
}
