package io.sallyport.dialect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the objects that are open, to find one that stands twice. Few plain names are
 * compared byte by byte; an object with many, or with one that is written with an escape, gets a
 * set of texts, so that nobody can make the search expensive.
 */
final class JsonNames {
    private static final int FEW = 24;

    private final byte[] bytes;
    private Map<Integer, Set<String>> many = Map.of();
    private int[] spans = new int[32];
    private int count;
    private int[] firsts = new int[8];
    private int level;

    JsonNames(byte[] bytes) {
        this.bytes = bytes;
    }

    /** An object opens. */
    void open() {
        if (level == firsts.length) {
            firsts = Arrays.copyOf(firsts, level * 2);
        }
        firsts[level++] = count;
    }

    /** Adds a name of the innermost object; false when it has it already. */
    boolean add(int from, int to) {
        int first = firsts[level - 1];
        @Nullable Set<String> texts = many.isEmpty() ? null : many.get(level);
        if (texts == null && (count - first >= FEW || JsonText.backslash(bytes, from, to) < to)) {
            texts = textsSince(first);
            many = many.isEmpty() ? new HashMap<>() : many;
            many.put(level, texts);
        }
        boolean isNew =
                texts == null
                        ? !stands(first, from, to)
                        : texts.add(JsonText.read(bytes, from, to));
        if (isNew && texts == null) {
            if (spans.length == count * 2) {
                spans = Arrays.copyOf(spans, spans.length * 2);
            }
            spans[count * 2] = from;
            spans[count * 2 + 1] = to;
            count++;
        }
        return isNew;
    }

    /** The innermost object closes. */
    void close() {
        if (!many.isEmpty()) {
            many.remove(level);
        }
        count = firsts[--level];
    }

    private Set<String> textsSince(int first) {
        Set<String> texts = new HashSet<>();
        for (int i = first; i < count; i++) {
            texts.add(JsonText.read(bytes, spans[i * 2], spans[i * 2 + 1]));
        }
        return texts;
    }

    private boolean stands(int first, int from, int to) {
        for (int i = first; i < count; i++) {
            if (Arrays.equals(bytes, spans[i * 2], spans[i * 2 + 1], bytes, from, to)) {
                return true;
            }
        }
        return false;
    }
}
