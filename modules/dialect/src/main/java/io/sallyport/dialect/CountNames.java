package io.sallyport.dialect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a protocol calls its counts of tokens, and in which object each of them stands: in the usage
 * itself, or in an object inside of it. No name stands in two.
 */
final class CountNames {
    /** The usage itself. */
    static final int USAGE = -1;

    private final KnownNames names;
    private final int[] homes;

    /**
     * The names of one protocol.
     *
     * @param own the counts in the usage itself
     * @param inner the objects in it, and the counts of each
     */
    CountNames(List<String> own, Map<String, List<String>> inner) {
        List<String> all = new ArrayList<>(own);
        all.addAll(inner.keySet());
        inner.values().forEach(all::addAll);
        this.names = new KnownNames(all);
        this.homes = new int[all.size()];
        Arrays.fill(homes, USAGE);
        inner.forEach((home, counts) ->
                counts.forEach(count -> homes[names.index(count)] = names.index(home)));
    }

    KnownNames names() {
        return names;
    }

    /** Whether a field of this name is read in this object. */
    boolean isIn(int name, int home) {
        return name != KnownNames.UNKNOWN && homes[name] == home;
    }

    /** Whether counts stand inside of this field. */
    boolean isHome(int name) {
        for (int home : homes) {
            if (home == name) {
                return true;
            }
        }
        return false;
    }
}
