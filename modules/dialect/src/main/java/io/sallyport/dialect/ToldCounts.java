package io.sallyport.dialect;

import java.util.Arrays;
import tools.jackson.core.JsonToken;

/**
 * The token counts that an upstream has told so far in one answer. A number that is told again
 * replaces, and one that is not told takes nothing back. A number that is negative, broken or
 * beyond measure tells nothing, which is not the same as 0: from then on all of them are unknown.
 */
final class ToldCounts {
    /** No context window comes near it; it keeps sums and prices inside a long. */
    private static final long MOST = 1_000_000_000L;

    private static final long UNTOLD = -1;

    private final CountNames names;
    private final long[] counts;
    private boolean unreadable;

    ToldCounts(CountNames names) {
        this.names = names;
        this.counts = new long[names.names().size()];
        Arrays.fill(counts, UNTOLD);
    }

    /** Reads those counts that stand in this field; none when it is no object. */
    void read(JsonScan scan, String usage) {
        if (scan.token(usage) == JsonToken.START_OBJECT) {
            JsonCursor cursor = scan.values(usage);
            cursor.next();
            read(cursor, CountNames.USAGE);
        }
    }

    private void read(JsonCursor cursor, int home) {
        while (cursor.next() == JsonToken.PROPERTY_NAME) {
            int name = cursor.nameIn(names.names());
            JsonToken token = cursor.next();
            boolean known = token != JsonToken.VALUE_NULL && names.isIn(name, home);
            if (known && names.isHome(name)) {
                if (token == JsonToken.START_OBJECT) {
                    read(cursor, name);
                } else {
                    cursor.pass();
                }
            } else if (known) {
                count(name, token == JsonToken.VALUE_NUMBER_INT ? cursor.whole(MOST) : UNTOLD);
                cursor.pass();
            } else {
                cursor.pass();
            }
        }
    }

    private void count(int name, long number) {
        if (number == UNTOLD) {
            unreadable = true;
        } else {
            counts[name] = number;
        }
    }

    /** Whether both of these were told, and none that was told is unreadable. */
    boolean know(String one, String other) {
        return !unreadable && told(one) != UNTOLD && told(other) != UNTOLD;
    }

    /** The count, 0 when it was not told. */
    long of(String name) {
        return Math.max(0, told(name));
    }

    private long told(String name) {
        return counts[names.names().index(name)];
    }
}
