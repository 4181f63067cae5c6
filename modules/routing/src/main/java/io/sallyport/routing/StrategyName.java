package io.sallyport.routing;

import io.sallyport.exchange.AutomaticName;
import io.sallyport.exchange.Strategy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How strategies are spelled, alone and in the automatic names. */
final class StrategyName {
    private static final List<Strategy> STRATEGIES =
            Arrays.stream(Strategy.values()).filter(each -> each != Strategy.EXPLICIT).toList();
    private static final List<String> NAMES =
            STRATEGIES.stream().map(each -> AutomaticName.PREFIX + spelling(each)).toList();

    private StrategyName() {}

    /** The strategy that an automatic name asks for; empty when it spells none that exists. */
    static Optional<Strategy> strategy(String name, Strategy usual) {
        if (AutomaticName.PLAIN.contains(name)) {
            return Optional.of(usual);
        }
        int place = NAMES.indexOf(name);
        return place < 0 ? Optional.empty() : Optional.of(STRATEGIES.get(place));
    }

    /** Whether this is an automatic name, with no strategy or with one that exists. */
    static boolean chooses(String name) {
        return AutomaticName.PLAIN.contains(name) || NAMES.contains(name);
    }

    static List<String> withStrategies() {
        return NAMES;
    }

    static String spelling(Strategy strategy) {
        return switch (strategy) {
            case COST_FIRST -> "cost-first";
            case PERFORMANCE_FIRST -> "performance-first";
            case LATENCY_FIRST -> "latency-first";
            case BALANCED -> "balanced";
            case EXPLICIT -> "explicit";
        };
    }
}
