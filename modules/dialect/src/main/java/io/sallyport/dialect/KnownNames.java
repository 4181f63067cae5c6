package io.sallyport.dialect;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A closed set of plain names (ASCII, no quotes), each with an index. What stands between the
 * quotes of a JSON text is looked up by its bytes; no text is made of it.
 */
final class KnownNames {
    static final int UNKNOWN = -1;

    private static final int SLOTS_PER_NAME = 4;
    private static final int LONGEST_ESCAPE = 6;

    private final List<String> names;
    private final int[] slots;
    private final int longest;

    /** The index of a name is its place in this collection. */
    KnownNames(Collection<String> names) {
        this.names = List.copyOf(names);
        this.longest = names.stream().mapToInt(String::length).max().orElse(0);
        this.slots = new int[Math.max(1, Integer.highestOneBit(names.size() * SLOTS_PER_NAME))];
        Arrays.fill(slots, UNKNOWN);
        for (int i = 0; i < this.names.size(); i++) {
            slots[free(this.names.get(i).hashCode())] = i;
        }
    }

    int size() {
        return names.size();
    }

    List<String> all() {
        return names;
    }

    String name(int index) {
        return names.get(index);
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** The index of this name, which is one of them. */
    int index(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no known name: " + name);
        }
        return index;
    }

    /**
     * The index of the name that stands between the quotes here, {@link #UNKNOWN} if it is none.
     */
    int find(byte[] bytes, int from, int to) {
        if (to - from > longest * LONGEST_ESCAPE) {
            return UNKNOWN;
        }
        int slot = slot(JsonText.hash(bytes, from, to));
        while (slots[slot] != UNKNOWN) {
            if (JsonText.says(bytes, from, to, names.get(slots[slot]))) {
                return slots[slot];
            }
            slot = slot(slot + 1);
        }
        return UNKNOWN;
    }

    private int free(int hash) {
        int slot = slot(hash);
        while (slots[slot] != UNKNOWN) {
            slot = slot(slot + 1);
        }
        return slot;
    }

    private int slot(int hash) {
        return hash & (slots.length - 1);
    }
}
