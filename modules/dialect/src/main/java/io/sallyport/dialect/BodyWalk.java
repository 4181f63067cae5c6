package io.sallyport.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Walks over the values of a body during its one scan, checks them against {@link ObjectRules} and
 * notes what later steps ask for: the kinds of message parts, and thinking that nobody signed. The
 * path of a fault is made from the parser's own position, so a good body pays nothing for it.
 */
final class BodyWalk {
    private static final String PLAIN_NAME = "[A-Za-z0-9_$.-]{1,64}";

    private final JsonParser parser;
    private final Set<String> partTypes = new HashSet<>();
    private final List<Span> unsigned = new ArrayList<>();

    /** A piece of the body, from its first byte to behind its last. */
    record Span(int start, int end) {}

    BodyWalk(JsonParser parser) {
        this.parser = parser;
    }

    /** The kinds of the parts of all messages, those in the results of tools included. */
    Set<String> partTypes() {
        return partTypes;
    }

    /** Thinking blocks that nobody signed; the whole message where it has nothing else. */
    List<Span> unsigned() {
        return unsigned;
    }

    /** Walks over the value that begins with the current token; returns its number of elements. */
    int value(FieldKind kind, ObjectRules rules) {
        JsonToken token = parser.currentToken();
        if (!kind.takes(token)) {
            throw DialectRejection.invalid(path(parser), "must be " + kind.words());
        }
        if (token == JsonToken.START_ARRAY) {
            return array(kind.element(), rules);
        }
        if (token == JsonToken.START_OBJECT) {
            object(rules);
        } else if (token == JsonToken.VALUE_STRING) {
            refuseLongText();
        } else {
            parser.finishToken();
        }
        return 0;
    }

    /** The parser itself is exact only when it makes a string, as translation will. */
    private void refuseLongText() {
        if (parser.getStringLength() > JsonScan.LONGEST_TEXT) {
            throw new StreamConstraintsException("string", parser.currentTokenLocation());
        }
    }

    private int array(FieldKind element, ObjectRules rules) {
        int items = 0;
        while (next() != JsonToken.END_ARRAY) {
            if (element != FieldKind.ANY && parser.currentToken() == JsonToken.VALUE_NULL) {
                throw DialectRejection.invalid(path(parser), "must be " + element.words());
            }
            value(element, rules);
            items++;
        }
        return items;
    }

    private void object(ObjectRules rules) {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        int before = unsigned.size();
        int parts = 0;
        boolean signed = false;
        Map<String, JsonToken> seen = new HashMap<>();
        @Nullable String tag = null;
        while (next() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = next();
            if (!rules.checkNothing()) {
                seen.put(name, token);
                signed |= name.equals("signature") && !isEmptyText(token);
            }
            if (!rules.tag().isEmpty() && name.equals(rules.tag())) {
                value(FieldKind.TEXT, ObjectRules.NONE);
                tag = token == JsonToken.VALUE_NULL ? null : parser.getString();
            } else {
                int items = value(rules.kind(name), rules.within(name));
                parts = name.equals("content") ? items : parts;
            }
        }
        check(rules, tag, seen);
        if (rules.tag().equals("type") && tag != null) {
            partTypes.add(tag);
        }
        int end = (int) parser.currentLocation().getByteOffset();
        if ("thinking".equals(tag) && rules.required().containsKey(tag) && !signed) {
            unsigned.add(new Span(start, end));
        } else if (parts > 0 && unsigned.size() - before == parts) {
            unsigned.subList(before, unsigned.size()).clear();
            unsigned.add(new Span(start, end));
        }
    }

    private boolean isEmptyText(JsonToken token) {
        return token == JsonToken.VALUE_NULL
                || (token == JsonToken.VALUE_STRING && parser.getStringLength() == 0);
    }

    /** Checks what can only be known at the end of an object; the parser stands on its brace. */
    private void check(ObjectRules rules, @Nullable String tag, Map<String, JsonToken> seen) {
        if (rules.tag().isEmpty()
                || (rules.tagging() == ObjectRules.Tagging.OPTIONAL && tag == null)) {
            return;
        }
        if (tag == null) {
            throw DialectRejection.invalid(Json.join(path(parser), rules.tag()), "is required");
        }
        Map<String, FieldKind> required = rules.required().get(tag);
        if (required == null) {
            if (rules.tagging() == ObjectRules.Tagging.KNOWN) {
                throw DialectRejection.invalid(
                        Json.join(path(parser), rules.tag()),
                        "must be one of "
                                + String.join(", ", new TreeSet<>(rules.required().keySet())));
            }
            return;
        }
        for (Map.Entry<String, FieldKind> field : required.entrySet()) {
            JsonToken token = seen.getOrDefault(field.getKey(), JsonToken.VALUE_NULL);
            boolean absent = token == JsonToken.VALUE_NULL;
            boolean mayBe = field.getValue() == FieldKind.TEXT_OR_OBJECTS_OR_NOTHING;
            if ((absent && !mayBe) || !field.getValue().takes(token)) {
                String fault = absent ? "is required: " : "must be ";
                throw DialectRejection.invalid(
                        Json.join(path(parser), field.getKey()), fault + field.getValue().words());
            }
        }
    }

    private JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw DialectRejection.malformed("The body ends too early. Send one JSON object.");
        }
        return token;
    }

    /**
     * Where the parser stands, as {@code messages[2].role}; names that are not plain as a {@code
     * ?}.
     */
    static String path(JsonParser parser) {
        TokenStreamContext context = parser.streamReadContext();
        JsonToken token = parser.currentToken();
        return path(token != null && token.isStructStart() ? context.getParent() : context);
    }

    private static String path(@Nullable TokenStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        String parent = path(context.getParent());
        if (context.inArray()) {
            return context.hasCurrentIndex()
                    ? parent + "[" + context.getCurrentIndex() + "]"
                    : parent;
        }
        String name = context.currentName();
        if (name == null) {
            return parent;
        }
        return Json.join(parent, name.matches(PLAIN_NAME) ? name : "?");
    }
}
