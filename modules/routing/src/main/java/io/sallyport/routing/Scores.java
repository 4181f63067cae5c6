package io.sallyport.routing;

import io.sallyport.exchange.Strategy;
import java.util.Comparator;

/**
 * How good one deployment is for one request, each from 0 (worst) to 1 (best); an unknown quality
 * or latency has the mean of the known ones.
 */
record Scores(double cost, double goodness, double speed) {
    private static final double COST_WEIGHT = 0.4;
    private static final double QUALITY_WEIGHT = 0.4;
    private static final double SPEED_WEIGHT = 0.2;

    private static final Comparator<Scores> BY_ALL =
            Comparator.comparingDouble(Scores::balanced).reversed();
    private static final Comparator<Scores> BY_COST =
            Comparator.comparingDouble(Scores::cost).reversed().thenComparing(BY_ALL);
    private static final Comparator<Scores> BY_GOODNESS =
            Comparator.comparingDouble(Scores::goodness).reversed().thenComparing(BY_ALL);
    private static final Comparator<Scores> BY_SPEED =
            Comparator.comparingDouble(Scores::speed).reversed().thenComparing(BY_ALL);

    double balanced() {
        return COST_WEIGHT * cost + QUALITY_WEIGHT * goodness + SPEED_WEIGHT * speed;
    }

    /** Best first. */
    static Comparator<Scores> bestFirst(Strategy strategy) {
        return switch (strategy) {
            case COST_FIRST -> BY_COST;
            case PERFORMANCE_FIRST -> BY_GOODNESS;
            case LATENCY_FIRST, EXPLICIT -> BY_SPEED;
            case BALANCED -> BY_ALL;
        };
    }
}
