package io.sallyport.routing;

import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The formula. It compares the deployments of one step with each other:
 *
 * <pre>
 *   price    = input tokens (estimated) x input price + output tokens (expected) x output price
 *   expected = 500, or the caller's or the model's limit if that is less
 *   cost     = 1 / (1 + log10((price + 1) / (lowest price + 1)))     ten times the price: 0.5
 *   goodness = declared quality
 *   speed    = 1 / (1 + log10(wait / shortest wait))                 ten times the wait: 0.5
 *   wait     = (time to first content, at least 1 ms) x (1 + attempts in flight / 16)
 *   balanced = 0.4 cost + 0.4 goodness + 0.2 speed
 * </pre>
 *
 * Prices are in nano-USD. An unknown quality or time to first content is treated neutrally, as the
 * mean of the known ones in the step (0.5 where none is known), and the reason says "unknown".
 */
final class Scoring {
    private static final int USUAL_OUTPUT_TOKENS = 500;
    private static final double BUSY = 16;
    private static final double NEUTRAL = 0.5;

    /** What is not known: it is no number, and so is all that is worked out from it. */
    private static final double UNKNOWN = Double.NaN;

    private final Shape shape;

    Scoring(Shape shape) {
        this.shape = shape;
    }

    /** The scores of these deployments, in the same order, compared with each other. */
    List<Scores> of(List<Option> step) {
        long[] prices = new long[step.size()];
        double[] qualities = new double[prices.length];
        double[] waits = new double[prices.length];
        for (int i = 0; i < prices.length; i++) {
            Option option = step.get(i);
            prices[i] = price(option);
            qualities[i] = option.offer().model().quality().orElse(UNKNOWN);
            waits[i] = wait(option);
        }
        double lowest = lowest(prices) + 1.0;
        double[] speeds = speeds(waits);
        double goodness = mean(qualities);
        double speed = mean(speeds);
        List<Scores> scores = new ArrayList<>(step.size());
        for (int i = 0; i < prices.length; i++) {
            scores.add(
                    new Scores(
                            ratio(prices[i] + 1.0, lowest),
                            known(qualities[i], goodness),
                            known(speeds[i], speed)));
        }
        return scores;
    }

    /** The facts behind the scores of this deployment. */
    Facts facts(Option option) {
        return new Facts(
                price(option), option.offer().quality(), option.signal().timeToFirstContent());
    }

    private static double wait(Option option) {
        Optional<Duration> measured = option.signal().timeToFirstContent();
        if (measured.isEmpty()) {
            return UNKNOWN;
        }
        double load = 1 + option.signal().inFlight() / BUSY;
        return Math.max(1, measured.get().toNanos() / 1e6) * load;
    }

    /** A price so high that it does not fit is the highest there is, not a failure. */
    private long price(Option option) {
        int output =
                Math.min(
                        shape.maxOutputTokens().orElse(USUAL_OUTPUT_TOKENS),
                        option.offer().model().maxOutputTokens().orElse(USUAL_OUTPUT_TOKENS));
        Usage expected =
                new Usage(
                        Math.max(0, shape.estimatedInputTokens()),
                        0,
                        0,
                        Math.clamp(output, 0, USUAL_OUTPUT_TOKENS),
                        0);
        try {
            NanoUsd cost = option.offer().deployment().tariff().cost(expected);
            return cost.value();
        } catch (ArithmeticException beyondAllMeasure) {
            return Long.MAX_VALUE;
        }
    }

    private static long lowest(long[] prices) {
        long lowest = Long.MAX_VALUE;
        for (long price : prices) {
            lowest = Math.min(lowest, price);
        }
        return lowest;
    }

    private static double[] speeds(double[] waits) {
        double shortest = Double.MAX_VALUE;
        for (double wait : waits) {
            shortest = Double.isNaN(wait) ? shortest : Math.min(shortest, wait);
        }
        double[] speeds = new double[waits.length];
        for (int i = 0; i < waits.length; i++) {
            speeds[i] = ratio(waits[i], shortest);
        }
        return speeds;
    }

    private static double ratio(double value, double best) {
        return 1 / (1 + Math.log10(value / best));
    }

    private static double known(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }

    /** The mean of what is known. */
    private static double mean(double[] values) {
        double sum = 0;
        int known = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        return known == 0 ? NEUTRAL : sum / known;
    }
}
