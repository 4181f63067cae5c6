package io.sallyport.dialect;

import io.sallyport.exchange.Rejected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Walks over the values of a body during its one scan, checks them against {@link ObjectRules} and
 * notes what later steps ask for: the kinds of message parts, and thinking that nobody signed. The
 * path of a fault is made from the cursor's own position, so a good body pays nothing for it.
 *
 * <pre>
 *   seen  | the fields of an object, by their index in its rules | of one inside of it | free |
 *         0                                                                            seenTo
 * </pre>
 */
final class BodyWalk {
    private static final int ROOM = 32;
    private static final JsonToken[] NOTHING = {};
    private static final String THINKING = "thinking";

    private final JsonCursor cursor;
    private final List<Span> unsigned = new ArrayList<>();
    private @Nullable Set<String> partTypes;
    private @Nullable JsonToken[] seen = NOTHING;
    private int seenTo;

    /** A piece of the body, from its first byte to behind its last. */
    record Span(int start, int end) {}

    BodyWalk(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** The kinds of the parts of all messages, those in the results of tools included. */
    Set<String> partTypes() {
        return partTypes == null ? Set.of() : partTypes;
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
        int fields = takeRoom(rules.names().size());
        int parts = 0;
        boolean signed = false;
        @Nullable String tag = null;
        while (cursor.next() != JsonToken.END_OBJECT) {
            int field = cursor.nameIn(rules.names());
            JsonToken token = cursor.next();
            if (field != KnownNames.UNKNOWN) {
                seen[fields + field] = token;
            }
            signed |= field == ObjectRules.SIGNATURE && !isEmptyText(token);
            if (field != KnownNames.UNKNOWN && field == rules.tag()) {
                tag = tag(rules);
            } else {
                int items = value(rules.kind(field), rules.within(field));
                parts = field == ObjectRules.CONTENT ? items : parts;
            }
        }
        check(rules, tag, fields);
        seenTo = fields;
        note(rules, tag);
        int end = cursor.behind();
        if (THINKING.equals(tag) && rules.tags().has(THINKING) && !signed) {
            unsigned.add(new Span(start, end));
        } else if (parts > 0 && unsigned.size() - before == parts) {
            unsigned.subList(before, unsigned.size()).clear();
            unsigned.add(new Span(start, end));
        }
    }

    /** Room for what is seen of one object; returns where it begins. */
    private int takeRoom(int fields) {
        int from = seenTo;
        seenTo += fields;
        if (seenTo > seen.length) {
            seen = Arrays.copyOf(seen, Math.max(ROOM, seenTo * 2));
        }
        Arrays.fill(seen, from, seenTo, null);
        return from;
    }

    /** The tag that the cursor stands at; a text is made only of one that no rule knows. */
    private @Nullable String tag(ObjectRules rules) {
        value(FieldKind.TEXT, ObjectRules.NONE);
        if (cursor.token() == JsonToken.VALUE_NULL) {
            return null;
        }
        int known = cursor.textIn(rules.tags());
        return known == KnownNames.UNKNOWN ? cursor.text() : rules.tags().name(known);
    }

    private void note(ObjectRules rules, @Nullable String tag) {
        if (tag != null && rules.names().name(rules.tag()).equals("type")) {
            if (partTypes == null) {
                partTypes = new HashSet<>();
            }
            partTypes.add(tag);
        }
    }

    private boolean isEmptyText(JsonToken token) {
        return token == JsonToken.VALUE_NULL
                || (token == JsonToken.VALUE_STRING && cursor.isEmpty());
    }

    /** Checks what can only be known at the end of an object; the cursor stands on its brace. */
    private void check(ObjectRules rules, @Nullable String tag, int fields) {
        if (rules.tag() == KnownNames.UNKNOWN
                || (rules.tagging() == ObjectRules.Tagging.OPTIONAL && tag == null)) {
            return;
        }
        if (tag == null) {
            throw invalid(rules, rules.tag(), "is required");
        }
        if (!rules.tags().has(tag)) {
            if (rules.tagging() == ObjectRules.Tagging.KNOWN) {
                String known = String.join(", ", new TreeSet<>(rules.tags().all()));
                throw invalid(rules, rules.tag(), "must be one of " + known);
            }
            return;
        }
        for (ObjectRules.Required field : rules.required(rules.tags().index(tag))) {
            JsonToken found = seen[fields + field.field()];
            JsonToken token = found == null ? JsonToken.VALUE_NULL : found;
            boolean absent = token == JsonToken.VALUE_NULL;
            boolean mayBe = field.kind() == FieldKind.TEXT_OR_OBJECTS_OR_NOTHING;
            if ((absent && !mayBe) || !field.kind().takes(token)) {
                String fault = absent ? "is required: " : "must be ";
                throw invalid(rules, field.field(), fault + field.kind().words());
            }
        }
    }

    private Rejected invalid(ObjectRules rules, int field, String fault) {
        return DialectRejection.invalid(Json.join(cursor.path(), rules.names().name(field)), fault);
    }
}
