package io.sallyport.dialect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Walks over one JSON text token by token (RFC 8259), strictly, and knows where every token stands.
 * Makes no text and no number unless asked: a string that nobody reads costs a look at eight of its
 * bytes at a time. Checks all that it passes: grammar, UTF-8, control characters, names that stand
 * twice in an object, depth 64, strings of 16 MiB, names of 16 KiB, numbers of 64 characters,
 * exponents of four digits, and of a caller's text 100,000 tokens.
 *
 * <pre>
 *   next() ──▶ START_OBJECT ──▶ PROPERTY_NAME ──▶ value … ──▶ END_OBJECT ──▶ more() = false
 * </pre>
 *
 * Every fault is a {@link JsonFault}; {@link #path} says where the cursor stands then. Confined to
 * one thread.
 */
final class JsonCursor {
    static final int DEEPEST = 64;
    static final int LONGEST_TEXT = 16 << 20;
    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_NAME = 16 << 10;

    /** Of a caller's body: a value of three bytes becomes a hundred in a tree. */
    static final int MOST_TOKENS = 100_000;

    private static final int LONGEST_EXPONENT = 4;
    private static final int OBJECT = -2;
    private static final String PLAIN_NAME = "[A-Za-z0-9_$.-]{1,64}";

    private final byte[] bytes;
    private final int end;
    private final boolean wholePairs;
    private final JsonNames names;
    private int[] indexes = new int[8];
    private int[] nameStarts = new int[8];
    private int[] nameEnds = new int[8];
    private int depth;
    private int at;
    private int tokens;
    private int start;
    private boolean afterName;
    private @Nullable JsonToken token;

    /** A cursor before the first token of these bytes, from and to here. */
    JsonCursor(byte[] bytes, int from, int to, boolean wholePairs) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        this.wholePairs = wholePairs;
        this.names = new JsonNames(bytes);
    }

    /** Moves to the next token. */
    JsonToken next() {
        skipBlanks();
        if (++tokens > MOST_TOKENS && wholePairs) {
            throw new JsonFault(JsonFault.Kind.LIMIT, at);
        }
        JsonToken next;
        if (depth == 0 || afterName) {
            afterName = false;
            next = value();
        } else if (indexes[depth - 1] == OBJECT) {
            next = inObject();
        } else {
            next = inArray();
        }
        token = next;
        return next;
    }

    /** Whether anything but white space stands behind the current token. */
    boolean more() {
        skipBlanks();
        return at < end;
    }

    JsonToken token() {
        JsonToken current = token;
        if (current == null) {
            throw new IllegalStateException("before the first token");
        }
        return current;
    }

    /** Where the current token begins. */
    int start() {
        return start;
    }

    /** Behind the current token. */
    int behind() {
        return at;
    }

    /** The name that the cursor stands at, or whose value it is. */
    String name() {
        return JsonText.read(bytes, nameStarts[depth - 1], nameEnds[depth - 1]);
    }

    /** Whether the name that the cursor stands at is this one; faster than to make a text of it. */
    boolean isNamed(String plain) {
        int from = nameStarts[depth - 1];
        if (nameEnds[depth - 1] - from != plain.length()) {
            return false;
        }
        for (int i = 0; i < plain.length(); i++) {
            if (bytes[from + i] != plain.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** What the string says that the cursor stands at. */
    String text() {
        return JsonText.read(bytes, start + 1, at - 1);
    }

    /** Whether the string, array or object is empty that the cursor stands at. */
    boolean isEmpty() {
        if (token().isStructStart()) {
            skipBlanks();
            return peek() == '}' || peek() == ']';
        }
        return at - start == 2;
    }

    /** Whether the number is a plain 0 that the cursor stands at. */
    boolean isZero() {
        return at - start == 1 && bytes[start] == '0';
    }

    /** Passes the whole value that begins with the current token. */
    void pass() {
        if (token().isStructStart()) {
            int outer = depth - 1;
            while (depth > outer) {
                next();
            }
        }
    }

    private JsonToken inObject() {
        if (peek() == '}') {
            names.close();
            return close(JsonToken.END_OBJECT);
        }
        comma();
        start = at;
        demand('"');
        int from = at;
        int to = JsonText.closing(bytes, from, end, true); // the reader of trees takes no half pair
        at = to + 1;
        if (to - from > LONGEST_NAME) {
            throw new JsonFault(JsonFault.Kind.LIMIT, start);
        }
        nameStarts[depth - 1] = from;
        nameEnds[depth - 1] = to;
        afterName = true;
        if (!names.add(from, to)) {
            throw new JsonFault(JsonFault.Kind.TWICE, start);
        }
        skipBlanks();
        demand(':');
        return JsonToken.PROPERTY_NAME;
    }

    private JsonToken inArray() {
        if (peek() == ']') {
            return close(JsonToken.END_ARRAY);
        }
        comma();
        indexes[depth - 1]++;
        return value();
    }

    /** Between elements; not before the first. */
    private void comma() {
        if (!token().isStructStart()) {
            demand(',');
            skipBlanks();
        }
    }

    private JsonToken value() {
        start = at;
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", JsonToken.VALUE_TRUE);
            case 'f' -> word("false", JsonToken.VALUE_FALSE);
            case 'n' -> word("null", JsonToken.VALUE_NULL);
            default -> number();
        };
    }

    private JsonToken object() {
        open(OBJECT);
        names.open();
        return JsonToken.START_OBJECT;
    }

    private JsonToken array() {
        open(-1);
        return JsonToken.START_ARRAY;
    }

    private JsonToken string() {
        at = JsonText.closing(bytes, at + 1, end, wholePairs) + 1;
        demandShortText();
        return JsonToken.VALUE_STRING;
    }

    private void demandShortText() {
        if (at - start - 2 > LONGEST_TEXT
                && JsonText.length(bytes, start + 1, at - 1) > LONGEST_TEXT) {
            throw new JsonFault(JsonFault.Kind.LIMIT, start);
        }
    }

    private void open(int kind) {
        if (depth == DEEPEST) {
            throw new JsonFault(JsonFault.Kind.LIMIT, at);
        }
        if (depth == indexes.length) {
            indexes = Arrays.copyOf(indexes, depth * 2);
            nameStarts = Arrays.copyOf(nameStarts, depth * 2);
            nameEnds = Arrays.copyOf(nameEnds, depth * 2);
        }
        indexes[depth] = kind;
        nameStarts[depth] = 0;
        nameEnds[depth] = 0;
        depth++;
        at++;
    }

    private JsonToken close(JsonToken closing) {
        start = at;
        at++;
        depth--;
        return closing;
    }

    private JsonToken word(String word, JsonToken meaning) {
        for (int i = 0; i < word.length(); i++) {
            demand(word.charAt(i));
        }
        return meaning;
    }

    /** RFC 8259, section 6. */
    private JsonToken number() {
        boolean whole = true;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && bytes[at] == '.') {
            whole = false;
            at++;
            digits();
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            whole = false;
            exponent();
        }
        if (at - start > LONGEST_NUMBER) {
            throw new JsonFault(JsonFault.Kind.LIMIT, start);
        }
        return whole ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
    }

    /** What is longer is no number of ours: trees and sums of it fail, or take all memory. */
    private void exponent() {
        at++;
        if (peek() == '+' || peek() == '-') {
            at++;
        }
        int from = at;
        digits();
        if (at - from > LONGEST_EXPONENT) {
            throw new JsonFault(JsonFault.Kind.LIMIT, start);
        }
    }

    private void digits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw malformed();
        }
    }

    private void skipBlanks() {
        while (at < end
                && (bytes[at] == ' '
                        || bytes[at] == '\n'
                        || bytes[at] == '\r'
                        || bytes[at] == '\t')) {
            at++;
        }
    }

    private byte peek() {
        if (at == end) {
            throw malformed();
        }
        return bytes[at];
    }

    private void demand(int wanted) {
        if (peek() != wanted) {
            throw malformed();
        }
        at++;
    }

    /** What stands here cannot; a byte that is no text at all is named as that. */
    private JsonFault malformed() {
        boolean text = at == end || bytes[at] >= ' ' || (bytes[at] < 0 && isCharacter());
        return new JsonFault(text ? JsonFault.Kind.MALFORMED : JsonFault.Kind.UNICODE, at);
    }

    private boolean isCharacter() {
        return Utf8.sequence(bytes, at) > 0;
    }

    /**
     * Where the cursor stands, as {@code messages[2].role}; names that are not plain as a {@code
     * ?}.
     */
    String path() {
        boolean justOpened = token != null && token.isStructStart() && !afterName;
        String path = "";
        for (int level = 0; level < (justOpened ? depth - 1 : depth); level++) {
            if (indexes[level] != OBJECT) {
                path = indexes[level] < 0 ? path : path + "[" + indexes[level] + "]";
            } else if (nameEnds[level] > 0) {
                String name = JsonText.read(bytes, nameStarts[level], nameEnds[level]);
                path = Json.join(path, name.matches(PLAIN_NAME) ? name : "?");
            }
        }
        return path;
    }
}
