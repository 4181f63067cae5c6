package io.sallyport.dialect;

import java.util.Arrays;

/**
 * The objects and arrays that are open around one place in a JSON text, and where in each of them
 * it is: at which name, or in which element.
 *
 * <pre>
 *   places  | OBJECT, name from, name to | element, –, – | … one triple a level
 * </pre>
 */
final class JsonLevels {
    private static final int WIDTH = 3;
    private static final int ROOM = 6;
    private static final int OBJECT = -2;
    private static final int BEFORE_FIRST = -1;
    private static final String PLAIN_NAME = "[A-Za-z0-9_$.-]{1,64}";

    private int[] places = new int[ROOM * WIDTH];
    private int depth;

    int depth() {
        return depth;
    }

    boolean inObject() {
        return places[top()] == OBJECT;
    }

    void openObject() {
        open(OBJECT);
    }

    void openArray() {
        open(BEFORE_FIRST);
    }

    private void open(int place) {
        depth++;
        if (depth * WIDTH > places.length) {
            places = Arrays.copyOf(places, places.length * 2);
        }
        places[top()] = place;
        name(0, 0);
    }

    void close() {
        depth--;
    }

    /** The innermost level is an array, and its next element begins. */
    void element() {
        places[top()]++;
    }

    /** The innermost level is an object, and this is its next name. */
    void name(int from, int to) {
        places[top() + 1] = from;
        places[top() + 2] = to;
    }

    int nameStart() {
        return places[top() + 1];
    }

    int nameEnd() {
        return places[top() + 2];
    }

    private int top() {
        return (depth - 1) * WIDTH;
    }

    /**
     * The outermost so many levels, as {@code messages[2].role}; a name not plain is a {@code ?}.
     */
    String path(byte[] bytes, int levels) {
        String path = "";
        for (int at = 0; at < levels * WIDTH; at += WIDTH) {
            int nameEnd = places[at + 2];
            if (places[at] != OBJECT) {
                path = places[at] < 0 ? path : path + "[" + places[at] + "]";
            } else if (nameEnd > 0) {
                String name = JsonText.read(bytes, places[at + 1], nameEnd);
                path = Json.join(path, name.matches(PLAIN_NAME) ? name : "?");
            }
        }
        return path;
    }
}
