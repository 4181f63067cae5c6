package io.sallyport.routing;

import io.sallyport.exchange.AutomaticName;
import io.sallyport.exchange.Strategy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How strategies are spelled, alone and in the automatic names. */
final class StrategyName {
    private static final List<Strategy> STRATEGIES =
            Arrays.stream(Strategy.values()).filter(each -> each != Strategy.EXPLICIT).toList();

    private StrategyName() {}

    /** The strategy that an automatic name asks for; empty when it spells none that exists. */
    static Optional<Strategy> strategy(String name, Strategy usual) {
        if (AutomaticName.PLAIN.contains(name)) {
            return Optional.of(usual);
        }
        return STRATEGIES.stream().filter(each -> of(each).equals(name)).findFirst();
    }

    /** Whether this is an automatic name, with no strategy or with one that exists. */
    static boolean chooses(String name) {
        return AutomaticName.PLAIN.contains(name) || withStrategies().contains(name);
    }

    static List<String> withStrategies() {
        return STRATEGIES.stream().map(StrategyName::of).toList();
    }

    static String spelling(Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String of(Strategy strategy) {
        return AutomaticName.PREFIX + spelling(strategy);
    }
}
