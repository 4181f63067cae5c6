package io.sallyport.dialect;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway checks of an object while it passes: the kinds of the fields that it reads or
 * that every model needs. A field that stands in no rule passes as it is, so that what a vendor
 * adds tomorrow travels today. Made once; a field is then its index among {@link #names}.
 */
final class ObjectRules {
    /** The fields that {@link BodyWalk} looks at in every object, whatever its rules are. */
    static final int CONTENT = 0;

    static final int SIGNATURE = 1;

    /** Nothing is checked. */
    static final ObjectRules NONE = untagged(Map.of(), Map.of());

    private final Tagging tagging;
    private final KnownNames names;
    private final int tag;
    private final FieldKind[] kinds;
    private final @Nullable ObjectRules[] nested;
    private final KnownNames tags;
    private final List<List<Required>> required;
    private final boolean checkNothing;

    /** How strictly a tag is taken. */
    enum Tagging {
        /** It may be absent. */
        OPTIONAL,
        /** It must be there, with any word. */
        REQUIRED,
        /** It must be one of the words that the rules know. */
        KNOWN
    }

    /** A field that an object of some tag must have. */
    record Required(int field, FieldKind kind) {}

    /**
     * The rules of one kind of object.
     *
     * @param tag the field that says what kind of object it is ({@code role}, {@code type})
     * @param tagging how strictly the tag is taken
     * @param fields the kinds of fields
     * @param required the fields that an object of a tag must have
     * @param nested the rules of the objects in a field
     */
    ObjectRules(
            String tag,
            Tagging tagging,
            Map<String, FieldKind> fields,
            Map<String, Map<String, FieldKind>> required,
            Map<String, ObjectRules> nested) {
        Set<String> all = new LinkedHashSet<>(List.of("content", "signature", tag));
        all.addAll(fields.keySet());
        all.addAll(nested.keySet());
        required.values().forEach(each -> all.addAll(each.keySet()));
        this.tagging = tagging;
        this.names = new KnownNames(all);
        this.tag = tag.isEmpty() ? KnownNames.UNKNOWN : names.index(tag);
        this.kinds = new FieldKind[all.size()];
        Arrays.fill(kinds, FieldKind.ANY);
        fields.forEach((field, kind) -> kinds[names.index(field)] = kind);
        this.nested = new ObjectRules[all.size()];
        nested.forEach((field, rules) -> this.nested[names.index(field)] = rules);
        this.tags = new KnownNames(required.keySet());
        this.required = required.values().stream().map(this::required).toList();
        this.checkNothing = tag.isEmpty() && fields.isEmpty() && nested.isEmpty();
    }

    private List<Required> required(Map<String, FieldKind> fields) {
        return fields.entrySet().stream()
                .map(each -> new Required(names.index(each.getKey()), each.getValue()))
                .toList();
    }

    static ObjectRules untagged(Map<String, FieldKind> fields, Map<String, ObjectRules> nested) {
        return new ObjectRules("", Tagging.OPTIONAL, fields, Map.of(), nested);
    }

    boolean checkNothing() {
        return checkNothing;
    }

    /** The fields that stand in a rule. */
    KnownNames names() {
        return names;
    }

    /** The kind of a field; anything for one in no rule. */
    FieldKind kind(int field) {
        return field == KnownNames.UNKNOWN ? FieldKind.ANY : kinds[field];
    }

    /** The rules of the objects in a field. */
    ObjectRules within(int field) {
        @Nullable ObjectRules rules = field == KnownNames.UNKNOWN ? null : nested[field];
        return rules == null ? NONE : rules;
    }

    /** The field that is the tag; {@link KnownNames#UNKNOWN} when there is none. */
    int tag() {
        return tag;
    }

    Tagging tagging() {
        return tagging;
    }

    /** The tags that have a rule. */
    KnownNames tags() {
        return tags;
    }

    /** What an object of this known tag must have. */
    List<Required> required(int known) {
        return required.get(known);
    }
}
