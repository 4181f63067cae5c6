package io.sallyport.dialect;

import java.util.Arrays;
import tools.jackson.core.JsonToken;

/**
 * The top-level fields of a scanned object, in the order of its bytes: where each has its name and
 * its value. They are numbers in one array, found by name without a text for any of them.
 */
final class JsonFields {
    static final int ABSENT = -1;

    private static final int ROOM = 8;
    private static final int WIDTH = 6;
    private static final int NAME_START = 1;
    private static final int NAME_END = 2;
    private static final int START = 3;
    private static final int END = 4;
    private static final int ITEMS = 5;

    private final byte[] bytes;
    private int[] places = new int[ROOM * WIDTH];
    private JsonToken[] tokens = new JsonToken[ROOM];
    private int size;

    JsonFields(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Adds the field whose name the cursor stands at; {@link #value} follows. */
    void name(JsonCursor cursor) {
        int at = size * WIDTH;
        if (at == places.length) {
            places = Arrays.copyOf(places, at * 2);
            tokens = Arrays.copyOf(tokens, size * 2);
        }
        places[at + NAME_START] = cursor.start() + 1;
        places[at + NAME_END] = cursor.nameEnd();
        places[at] = JsonText.hash(bytes, places[at + NAME_START], places[at + NAME_END]);
    }

    /** The value of the field that {@link #name} has begun, which the cursor has passed. */
    void value(int start, JsonToken token, int items, JsonCursor cursor) {
        int at = size * WIDTH;
        places[at + START] = start;
        places[at + END] = cursor.behind();
        tokens[size] = token;
        places[at + ITEMS] = items;
        size++;
    }

    int size() {
        return size;
    }

    /** The field of this name; {@link #ABSENT} when there is none. */
    int find(String name) {
        int hash = name.hashCode();
        for (int field = 0; field < size; field++) {
            int at = field * WIDTH;
            if (places[at] == hash
                    && JsonText.says(bytes, places[at + NAME_START], places[at + NAME_END], name)) {
                return field;
            }
        }
        return ABSENT;
    }

    String name(int field) {
        return JsonText.read(
                bytes, places[field * WIDTH + NAME_START], places[field * WIDTH + NAME_END]);
    }

    /** Where the name's opening quote stands. */
    int nameStart(int field) {
        return places[field * WIDTH + NAME_START] - 1;
    }

    /** Where the value begins. */
    int start(int field) {
        return places[field * WIDTH + START];
    }

    /** Behind the value. */
    int end(int field) {
        return places[field * WIDTH + END];
    }

    /** The first token of the value. */
    JsonToken token(int field) {
        return tokens[field];
    }

    /** The number of elements, when the value is an array. */
    int items(int field) {
        return places[field * WIDTH + ITEMS];
    }
}
