package io.sallyport.appliance;

import java.io.Serial;
import java.util.List;

/**
 * A configuration that cannot be used; exit code 2. Has one line for every problem: the key path,
 * what is wrong, and the fix. No line has a secret in it.
 */
final class ConfigurationRefused extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigurationRefused(List<String> problems) {
        super(String.join("\n", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
