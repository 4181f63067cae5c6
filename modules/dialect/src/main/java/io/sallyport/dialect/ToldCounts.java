package io.sallyport.dialect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The token counts that an upstream has told so far in one answer. A number that is told again
 * replaces, and one that is not told takes nothing back. A number that is negative, broken or
 * beyond measure tells nothing, which is not the same as 0: from then on all of them are unknown.
 */
final class ToldCounts {
    /** No context window comes near it; it keeps sums and prices inside a long. */
    private static final long MOST = 1_000_000_000L;

    private final Map<String, Long> counts = new HashMap<>();
    private boolean unreadable;

    /** Reads those of these counts that stand in this object. */
    void read(JsonNode told, String... names) {
        for (String name : names) {
            if (Json.present(told, name)) {
                read(name, told.path(name));
            }
        }
    }

    private void read(String name, JsonNode number) {
        boolean whole = number.isIntegralNumber() && number.canConvertToLong();
        if (!whole || number.longValue() < 0 || number.longValue() > MOST) {
            unreadable = true;
        } else {
            counts.put(name, number.longValue());
        }
    }

    /** Whether all of these were told, and none that was told is unreadable. */
    boolean know(String... names) {
        return !unreadable && counts.keySet().containsAll(List.of(names));
    }

    /** The count, 0 when it was not told. */
    long of(String name) {
        return counts.getOrDefault(name, 0L);
    }
}
