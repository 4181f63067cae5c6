package io.sallyport.routing;

import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

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

    private final Shape shape;

    Scoring(Shape shape) {
        this.shape = shape;
    }

    /** The scores of these deployments, compared with each other. */
    Map<DeploymentId, Scores> of(List<Option> step) {
        long lowest = lowestPrice(step);
        double goodness = mean(step, option -> option.model().quality());
        OptionalDouble shortest = shortestWait(step);
        double speed = mean(step, option -> speed(option, shortest));
        Map<DeploymentId, Scores> scores = new HashMap<>();
        for (Option option : step) {
            OptionalDouble quality = option.model().quality();
            scores.put(
                    option.id(),
                    new Scores(
                            ratio(price(option) + 1.0, lowest + 1.0),
                            quality.orElse(goodness),
                            speed(option, shortest).orElse(speed),
                            price(option),
                            quality,
                            firstContentMillis(option)));
        }
        return scores;
    }

    private long lowestPrice(List<Option> step) {
        long lowest = step.isEmpty() ? 0 : Long.MAX_VALUE;
        for (Option option : step) {
            lowest = Math.min(lowest, price(option));
        }
        return lowest;
    }

    private OptionalDouble shortestWait(List<Option> step) {
        OptionalDouble shortest = OptionalDouble.empty();
        for (Option option : step) {
            OptionalDouble wait = wait(option);
            if (wait.isPresent()) {
                double least = Math.min(wait.getAsDouble(), shortest.orElse(Double.MAX_VALUE));
                shortest = OptionalDouble.of(least);
            }
        }
        return shortest;
    }

    private OptionalDouble speed(Option option, OptionalDouble shortest) {
        OptionalDouble wait = wait(option);
        return wait.isPresent() && shortest.isPresent()
                ? OptionalDouble.of(ratio(wait.getAsDouble(), shortest.getAsDouble()))
                : OptionalDouble.empty();
    }

    private OptionalDouble wait(Option option) {
        OptionalDouble millis = firstContentMillis(option);
        double load = 1 + option.signal().inFlight() / BUSY;
        return millis.isPresent()
                ? OptionalDouble.of(Math.max(1, millis.getAsDouble()) * load)
                : OptionalDouble.empty();
    }

    private OptionalDouble firstContentMillis(Option option) {
        Optional<Duration> measured = option.signal().timeToFirstContent();
        return measured.map(time -> OptionalDouble.of(time.toNanos() / 1e6))
                .orElse(OptionalDouble.empty());
    }

    /** A price so high that it does not fit is the highest there is, not a failure. */
    private long price(Option option) {
        int output =
                Math.min(
                        shape.maxOutputTokens().orElse(USUAL_OUTPUT_TOKENS),
                        option.model().maxOutputTokens().orElse(USUAL_OUTPUT_TOKENS));
        Usage expected =
                new Usage(
                        Math.max(0, shape.estimatedInputTokens()),
                        0,
                        0,
                        Math.clamp(output, 0, USUAL_OUTPUT_TOKENS),
                        0);
        try {
            NanoUsd cost = option.deployment().tariff().cost(expected);
            return cost.value();
        } catch (ArithmeticException beyondAllMeasure) {
            return Long.MAX_VALUE;
        }
    }

    private static double ratio(double value, double best) {
        return 1 / (1 + Math.log10(value / best));
    }

    private static double mean(List<Option> step, Measure measure) {
        double sum = 0;
        int known = 0;
        for (Option option : step) {
            OptionalDouble value = measure.of(option);
            sum += value.orElse(0);
            known += value.isPresent() ? 1 : 0;
        }
        return known == 0 ? NEUTRAL : sum / known;
    }

    /** One number of an option, where it is known. */
    private interface Measure {
        OptionalDouble of(Option option);
    }
}
