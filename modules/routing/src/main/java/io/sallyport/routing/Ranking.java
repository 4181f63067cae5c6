package io.sallyport.routing;

import io.sallyport.catalog.Catalog;
import io.sallyport.catalog.Deployment;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Signals.Signal;
import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.Usage;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The first honest {@code auto}: a weighted sum of three scores between 0 and 1, higher is better.
 *
 * <pre>
 *   score   = wp · price + wq · quality + wl · latency
 *   price   = cheapest / own          (cost of the estimated input and the expected output)
 *   quality = declared quality        (0.5 when nobody declared one)
 *   latency = 1 / (1 + wait seconds)  (moving average to first byte × (1 + in flight / 8);
 *                                      0.5 s while nothing was measured)
 *
 *   strategy           wp    wq    wl
 *   cost-first         1     0.01  0.001
 *   performance-first  0.01  1     0.001
 *   latency-first      0.01  0.001 1
 *   balanced           0.35  0.45  0.2
 * </pre>
 *
 * The small weights only break ties. Equal scores keep the order of the configuration. The analysis
 * of what is asked, which makes the choice good, comes with a later issue.
 */
final class Ranking {
    private static final int EXPECTED_OUTPUT_TOKENS = 500;
    private static final double UNKNOWN_QUALITY = 0.5;
    private static final double UNKNOWN_WAIT_SECONDS = 0.5;

    private final Catalog catalog;
    private final Question question;

    Ranking(Catalog catalog, Question question) {
        this.catalog = catalog;
        this.question = question;
    }

    List<Deployment> by(Strategy strategy, List<Deployment> deployments) {
        double cheapest = deployments.stream().mapToDouble(this::cost).min().orElse(0);
        Weights weights = Weights.of(strategy);
        return deployments.stream()
                .sorted(
                        Comparator.comparingDouble(
                                        (Deployment each) -> score(each, weights, cheapest))
                                .reversed())
                .toList();
    }

    /** Seconds that a caller would wait for the first byte, as far as is known. */
    static double expectedWait(Question question, Deployment deployment) {
        Signal signal = question.signals().of(deployment.id());
        double average =
                signal.timeToFirstByte()
                        .map(time -> time.toNanos() / 1e9)
                        .orElse(UNKNOWN_WAIT_SECONDS);
        return average * (1 + signal.inFlight() / 8.0);
    }

    private double score(Deployment deployment, Weights weights, double cheapest) {
        double own = cost(deployment);
        double price = own <= 0 ? 1 : cheapest / own;
        OptionalDouble declared = catalog.model(deployment.model()).orElseThrow().quality();
        double latency = 1 / (1 + expectedWait(question, deployment));
        return weights.price * price
                + weights.quality * declared.orElse(UNKNOWN_QUALITY)
                + weights.latency * latency;
    }

    private double cost(Deployment deployment) {
        Shape shape = question.shape();
        int output =
                Math.min(
                        shape.maxOutputTokens().orElse(EXPECTED_OUTPUT_TOKENS),
                        EXPECTED_OUTPUT_TOKENS);
        Usage expected = new Usage(shape.estimatedInputTokens(), 0, 0, Math.max(1, output), 0);
        return deployment.tariff().cost(expected).value();
    }

    private record Weights(double price, double quality, double latency) {
        static Weights of(Strategy strategy) {
            return switch (strategy) {
                case COST_FIRST -> new Weights(1, 0.01, 0.001);
                case PERFORMANCE_FIRST -> new Weights(0.01, 1, 0.001);
                case LATENCY_FIRST -> new Weights(0.01, 0.001, 1);
                case BALANCED, EXPLICIT -> new Weights(0.35, 0.45, 0.2);
            };
        }
    }
}
