package io.sallyport.dialect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Walks over the values of a body during its one scan, checks them against {@link ObjectRules} and
 * notes what later steps ask for: the kinds of message parts, and thinking that nobody signed. The
 * path of a fault is made from the cursor's own position, so a good body pays nothing for it.
 */
final class BodyWalk {
    private final JsonCursor cursor;
    private final Set<String> partTypes = new HashSet<>();
    private final List<Span> unsigned = new ArrayList<>();

    /** A piece of the body, from its first byte to behind its last. */
    record Span(int start, int end) {}

    BodyWalk(JsonCursor cursor) {
        this.cursor = cursor;
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
        JsonToken token = cursor.token();
        if (!kind.takes(token)) {
            throw DialectRejection.invalid(cursor.path(), "must be " + kind.words());
        }
        if (token == JsonToken.START_ARRAY) {
            return array(kind.element(), rules);
        }
        if (token == JsonToken.START_OBJECT) {
            if (rules.checkNothing()) {
                cursor.pass();
            } else {
                object(rules);
            }
        }
        return 0;
    }

    private int array(FieldKind element, ObjectRules rules) {
        int items = 0;
        while (cursor.next() != JsonToken.END_ARRAY) {
            if (element != FieldKind.ANY && cursor.token() == JsonToken.VALUE_NULL) {
                throw DialectRejection.invalid(cursor.path(), "must be " + element.words());
            }
            value(element, rules);
            items++;
        }
        return items;
    }

    private void object(ObjectRules rules) {
        int start = cursor.start();
        int before = unsigned.size();
        int parts = 0;
        boolean signed = false;
        Map<String, JsonToken> seen = new HashMap<>();
        @Nullable String tag = null;
        while (cursor.next() != JsonToken.END_OBJECT) {
            String name = cursor.name();
            JsonToken token = cursor.next();
            seen.put(name, token);
            signed |= name.equals("signature") && !isEmptyText(token);
            if (!rules.tag().isEmpty() && name.equals(rules.tag())) {
                value(FieldKind.TEXT, ObjectRules.NONE);
                tag = token == JsonToken.VALUE_NULL ? null : cursor.text();
            } else {
                int items = value(rules.kind(name), rules.within(name));
                parts = name.equals("content") ? items : parts;
            }
        }
        check(rules, tag, seen);
        if (rules.tag().equals("type") && tag != null) {
            partTypes.add(tag);
        }
        int end = cursor.behind();
        if ("thinking".equals(tag) && rules.required().containsKey(tag) && !signed) {
            unsigned.add(new Span(start, end));
        } else if (parts > 0 && unsigned.size() - before == parts) {
            unsigned.subList(before, unsigned.size()).clear();
            unsigned.add(new Span(start, end));
        }
    }

    private boolean isEmptyText(JsonToken token) {
        return token == JsonToken.VALUE_NULL
                || (token == JsonToken.VALUE_STRING && cursor.isEmpty());
    }

    /** Checks what can only be known at the end of an object; the cursor stands on its brace. */
    private void check(ObjectRules rules, @Nullable String tag, Map<String, JsonToken> seen) {
        if (rules.tag().isEmpty()
                || (rules.tagging() == ObjectRules.Tagging.OPTIONAL && tag == null)) {
            return;
        }
        if (tag == null) {
            throw DialectRejection.invalid(Json.join(cursor.path(), rules.tag()), "is required");
        }
        Map<String, FieldKind> required = rules.required().get(tag);
        if (required == null) {
            if (rules.tagging() == ObjectRules.Tagging.KNOWN) {
                throw DialectRejection.invalid(
                        Json.join(cursor.path(), rules.tag()),
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
                        Json.join(cursor.path(), field.getKey()), fault + field.getValue().words());
            }
        }
    }
}
