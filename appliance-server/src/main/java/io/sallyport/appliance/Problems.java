package io.sallyport.appliance;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is wrong with a configuration, collected in one pass so that it is fixed in one
 * go; and what was left out on purpose, which is told but refuses nothing.
 */
final class Problems {
    private final List<String> found = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /**
     * Adds a problem.
     *
     * @param path the key path, for example {@code providers.openai.base-url}
     * @param line the line of the file, 1 for the first; 0 when no line is at fault
     * @param words what is wrong and how to fix it
     */
    void add(String path, int line, String words) {
        found.add(
                (path.isEmpty() ? "the file" : path)
                        + (line > 0 ? " (line " + line + ")" : "")
                        + ": "
                        + words);
    }

    /** Adds what an administrator should know but need not mend. */
    void notice(String path, String words) {
        notices.add(path + ": " + words);
    }

    List<String> notices() {
        return List.copyOf(notices);
    }

    /** Throws {@link ConfigurationRefused} when there is any. */
    void refuse() {
        if (!found.isEmpty()) {
            throw new ConfigurationRefused(found);
        }
    }
}
