package io.sallyport.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The header fields of one head, in order, repeated ones kept. Immutable; the text of a field is
 * made when it is asked for. {@code toString} prints how many, because values may carry
 * credentials.
 */
public final class Fields {
    private static final int MARKS = 4;

    private final byte[] bytes;

    /** For each field: where its name begins and ends, where its value begins and ends. */
    private final int[] marks;

    Fields(byte[] bytes, int[] marks) {
        this.bytes = bytes;
        this.marks = marks;
    }

    /** How many. */
    public int count() {
        return marks.length / MARKS;
    }

    /** The name of this field in lower case. */
    public String name(int field) {
        return KnownNames.of(bytes, marks[field * MARKS], marks[field * MARKS + 1]);
    }

    /** The value of this field without the white space around it; its bytes as ISO 8859-1. */
    public String value(int field) {
        int start = marks[field * MARKS + 2];
        return new String(
                bytes, start, marks[field * MARKS + 3] - start, StandardCharsets.ISO_8859_1);
    }

    /** Whether this field has this name, which is in lower case. */
    public boolean is(int field, String lowerCaseName) {
        int at = field * MARKS;
        return Characters.same(bytes, marks[at], marks[at + 1], lowerCaseName);
    }

    /** The value of the first field of this name, which is in lower case. */
    public Optional<String> first(String lowerCaseName) {
        for (int i = 0; i < count(); i++) {
            if (is(i, lowerCaseName)) {
                return Optional.of(value(i));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "Fields[" + count() + "]";
    }
}
