package io.sallyport.exchange;

import java.util.List;

/**
 * The names by which a caller leaves the choice of the model to the router: these, and {@code
 * auto:} with a strategy. No model, deployment or alias may have one of them.
 */
public final class AutomaticName {

    /** The plain names; the first is the usual one. */
    public static final List<String> PLAIN = List.of("auto", "sallyport/auto", "openrouter/auto");

    /** What stands before a strategy. */
    public static final String PREFIX = "auto:";

    private AutomaticName() {}

    /** Whether this name is reserved for the automatic choice. */
    public static boolean is(String name) {
        return PLAIN.contains(name) || name.startsWith(PREFIX);
    }
}
