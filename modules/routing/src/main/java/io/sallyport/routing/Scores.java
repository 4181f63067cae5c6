package io.sallyport.routing;

import io.sallyport.exchange.Strategy;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How good one deployment is for one request, each from 0 (worst) to 1 (best); an unknown quality
 * or latency has the mean of the known ones.
 *
 * @param price estimated price of the request in nano-USD
 * @param quality declared quality, if known
 * @param firstContentMillis measured time to first content, if known
 */
record Scores(
        double cost,
        double goodness,
        double speed,
        long price,
        OptionalDouble quality,
        OptionalDouble firstContentMillis) {

    private static final double COST_WEIGHT = 0.4;
    private static final double QUALITY_WEIGHT = 0.4;
    private static final double SPEED_WEIGHT = 0.2;

    double balanced() {
        return COST_WEIGHT * cost + QUALITY_WEIGHT * goodness + SPEED_WEIGHT * speed;
    }

    /** Best first. */
    static Comparator<Scores> bestFirst(Strategy strategy) {
        Comparator<Scores> balanced = Comparator.comparingDouble(Scores::balanced).reversed();
        return switch (strategy) {
            case COST_FIRST ->
                    Comparator.comparingDouble(Scores::cost).reversed().thenComparing(balanced);
            case PERFORMANCE_FIRST ->
                    Comparator.comparingDouble(Scores::goodness).reversed().thenComparing(balanced);
            case LATENCY_FIRST, EXPLICIT ->
                    Comparator.comparingDouble(Scores::speed).reversed().thenComparing(balanced);
            case BALANCED -> balanced;
        };
    }

    /** The facts behind the scores, in printable ASCII. */
    String facts() {
        return "est. $%s, quality %s, first content %s"
                .formatted(dollars(), known(quality, "%.2f"), known(firstContentMillis, "%.0f ms"));
    }

    private String dollars() {
        return String.format(Locale.ROOT, "%.6f", price / 1e9);
    }

    private static String known(OptionalDouble value, String format) {
        return value.isPresent()
                ? String.format(Locale.ROOT, format, value.getAsDouble())
                : "unknown";
    }
}
