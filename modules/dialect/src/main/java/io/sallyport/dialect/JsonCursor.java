package io.sallyport.dialect;

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
    private static final int LONGEST_NAME = 16 << 10;

    /** Of a caller's body: a value of three bytes becomes a hundred in a tree. */
    static final int MOST_TOKENS = 100_000;

    private final byte[] bytes;
    private final int end;
    private final boolean wholePairs;
    private final @Nullable JsonNames names;
    private final JsonLevels levels = new JsonLevels();
    private int at;
    private int tokens;
    private int start;
    private boolean afterName;
    private @Nullable JsonToken token;

    /** A cursor before the first token of these bytes, from and to here. */
    JsonCursor(byte[] bytes, int from, int to, boolean wholePairs) {
        this(bytes, from, to, wholePairs, new JsonNames(bytes));
    }

    private JsonCursor(
            byte[] bytes, int from, int to, boolean wholePairs, @Nullable JsonNames names) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        this.wholePairs = wholePairs;
        this.names = names;
    }

    /** A cursor over a value that another has passed: no name is looked for a second time. */
    static JsonCursor again(byte[] bytes, int from, int to) {
        return new JsonCursor(bytes, from, to, false, null);
    }

    /** Moves to the next token. */
    JsonToken next() {
        skipBlanks();
        if (++tokens > MOST_TOKENS && wholePairs) {
            throw new JsonFault(JsonFault.Kind.LIMIT, at);
        }
        JsonToken next;
        if (levels.depth() == 0 || afterName) {
            afterName = false;
            next = value();
        } else if (levels.inObject()) {
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
        return JsonText.read(bytes, levels.nameStart(), levels.nameEnd());
    }

    /** Where the closing quote of that name stands. */
    int nameEnd() {
        return levels.nameEnd();
    }

    /** Whether that name is this one; faster than to make a text of it. */
    boolean isNamed(String plain) {
        return JsonText.says(bytes, levels.nameStart(), levels.nameEnd(), plain);
    }

    /** Which of these names it is. */
    int nameIn(KnownNames known) {
        return known.find(bytes, levels.nameStart(), levels.nameEnd());
    }

    /** Which of these words the string is that the cursor stands at. */
    int textIn(KnownNames known) {
        return known.find(bytes, start + 1, at - 1);
    }

    /** The whole number that the cursor stands at; -1 when it is not from 0 to {@code most}. */
    long whole(long most) {
        return JsonNumber.whole(bytes, start, at, most);
    }

    /** What the string says that the cursor stands at. */
    String text() {
        return JsonText.read(bytes, start + 1, at - 1);
    }

    /** Whether the string that the cursor stands at is this one. */
    boolean says(String plain) {
        return JsonText.says(bytes, start + 1, at - 1, plain);
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
            int outer = levels.depth() - 1;
            while (levels.depth() > outer) {
                next();
            }
        }
    }

    private JsonToken inObject() {
        if (peek() == '}') {
            if (names != null) {
                names.close();
            }
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
        levels.name(from, to);
        afterName = true;
        if (names != null && !names.add(from, to)) {
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
        levels.element();
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
        demandRoom();
        levels.openObject();
        if (names != null) {
            names.open();
        }
        return JsonToken.START_OBJECT;
    }

    private JsonToken array() {
        demandRoom();
        levels.openArray();
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

    /** The brace that stands here opens a level. */
    private void demandRoom() {
        if (levels.depth() == DEEPEST) {
            throw new JsonFault(JsonFault.Kind.LIMIT, at);
        }
        at++;
    }

    private JsonToken close(JsonToken closing) {
        start = at;
        at++;
        levels.close();
        return closing;
    }

    private JsonToken word(String word, JsonToken meaning) {
        for (int i = 0; i < word.length(); i++) {
            demand(word.charAt(i));
        }
        return meaning;
    }

    private JsonToken number() {
        at = JsonNumber.behind(bytes, start, end);
        return JsonNumber.isWhole(bytes, start, at)
                ? JsonToken.VALUE_NUMBER_INT
                : JsonToken.VALUE_NUMBER_FLOAT;
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
            throw JsonFault.unexpected(bytes, at, end);
        }
        return bytes[at];
    }

    private void demand(int wanted) {
        if (peek() != wanted) {
            throw JsonFault.unexpected(bytes, at, end);
        }
        at++;
    }

    /**
     * Where the cursor stands, as {@code messages[2].role}; names that are not plain as a {@code
     * ?}.
     */
    String path() {
        boolean justOpened = token != null && token.isStructStart() && !afterName;
        return levels.path(bytes, justOpened ? levels.depth() - 1 : levels.depth());
    }
}
