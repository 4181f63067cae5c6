package io.sallyport.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * HTTP header fields in order, names in lower case, repeated fields kept. Immutable. {@code
 * toString} prints names only, because values may carry credentials.
 */
public record Headers(List<Field> fields) {

    /** No field at all. */
    public static final Headers NONE = new Headers(List.of());

    /** Copies the list. */
    public Headers {
        fields = List.copyOf(fields);
    }

    /** The fields of alternating names and values. */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a header name without a value");
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(fields);
    }

    /** The first value of this name, compared without case. */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** These fields and one more at the end. */
    public Headers with(String name, String value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Headers(more);
    }

    @Override
    public String toString() {
        return "Headers" + fields.stream().map(Field::name).toList();
    }

    /** One header field; the name is kept in lower case. */
    public record Field(String name, String value) {

        /** Lower-cases the name; refuses line breaks, which would forge a second field. */
        public Field {
            name = isLowerCase(name) ? name : name.toLowerCase(Locale.ROOT);
            if (name.isEmpty() || hasLineBreak(name) || hasLineBreak(value)) {
                throw new IllegalArgumentException("not a header field");
            }
        }

        /** What nearly every name is: nothing is made for it. */
        private static boolean isLowerCase(String name) {
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                if (c > 'z' || (c >= 'A' && c <= 'Z')) {
                    return false;
                }
            }
            return true;
        }

        private static boolean hasLineBreak(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\r' || c == '\n') {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
