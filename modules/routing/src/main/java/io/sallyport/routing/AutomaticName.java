package io.sallyport.routing;

import io.sallyport.exchange.Strategy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names by which a caller leaves the choice of the model to the router. */
final class AutomaticName {
    static final List<String> PLAIN = List.of("auto", "sallyport/auto", "openrouter/auto");
    private static final String PREFIX = "auto:";
    private static final List<Strategy> STRATEGIES =
            Arrays.stream(Strategy.values()).filter(each -> each != Strategy.EXPLICIT).toList();

    private AutomaticName() {}

    static boolean is(String name) {
        return PLAIN.contains(name) || name.startsWith(PREFIX);
    }

    /** The strategy that an automatic name asks for; empty when it spells none that exists. */
    static Optional<Strategy> strategy(String name, Strategy usual) {
        if (PLAIN.contains(name)) {
            return Optional.of(usual);
        }
        return STRATEGIES.stream().filter(each -> of(each).equals(name)).findFirst();
    }

    static List<String> withStrategies() {
        return STRATEGIES.stream().map(AutomaticName::of).toList();
    }

    static String spelling(Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String of(Strategy strategy) {
        return PREFIX + spelling(strategy);
    }
}
