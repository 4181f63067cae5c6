package io.sallyport.admission;

import java.util.Set;

/** The names by which a caller leaves the choice of the model to the router. */
final class AutomaticName {
    private static final Set<String> NAMES = Set.of("auto", "sallyport/auto", "openrouter/auto");

    private AutomaticName() {}

    static boolean is(String modelName) {
        return NAMES.contains(modelName) || modelName.startsWith("auto:");
    }
}
