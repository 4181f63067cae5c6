package io.sallyport.dialect;

import java.util.Map;

/**
 * What the gateway checks of an object while it passes: the kinds of the fields that it reads or
 * that every model needs. A field that stands in no rule passes as it is, so that what a vendor
 * adds tomorrow travels today.
 *
 * @param tag the field that says what kind of object it is ({@code role}, {@code type})
 * @param tagging how strictly the tag is taken
 * @param fields the kinds of fields
 * @param required the fields that an object of a tag must have
 * @param nested the rules of the objects in a field
 */
record ObjectRules(
        String tag,
        Tagging tagging,
        Map<String, FieldKind> fields,
        Map<String, Map<String, FieldKind>> required,
        Map<String, ObjectRules> nested) {

    /** How strictly a tag is taken. */
    enum Tagging {
        /** It may be absent. */
        OPTIONAL,
        /** It must be there, with any word. */
        REQUIRED,
        /** It must be one of the words that the rules know. */
        KNOWN
    }

    /** Nothing is checked. */
    static final ObjectRules NONE = untagged(Map.of(), Map.of());

    /** Copies the maps. */
    ObjectRules {
        fields = Map.copyOf(fields);
        required = Map.copyOf(required);
        nested = Map.copyOf(nested);
    }

    static ObjectRules untagged(Map<String, FieldKind> fields, Map<String, ObjectRules> nested) {
        return new ObjectRules("", Tagging.OPTIONAL, fields, Map.of(), nested);
    }

    boolean checkNothing() {
        return tag.isEmpty() && fields.isEmpty() && nested.isEmpty();
    }

    FieldKind kind(String field) {
        return fields.getOrDefault(field, FieldKind.ANY);
    }

    ObjectRules within(String field) {
        return nested.getOrDefault(field, NONE);
    }
}
