package io.sallyport.dialect;

import tools.jackson.core.JsonToken;

/** What kind of value a field takes. A null is a field that is absent, as the SDKs send it. */
enum FieldKind {
    ANY("anything"),
    TEXT("a string"),
    FLAG("true or false"),
    NUMBER("a number"),
    WHOLE("a whole number"),
    OBJECT("an object"),
    ARRAY("an array"),
    OBJECTS("an array of objects"),
    TEXT_OR_TEXTS("a string or an array of strings"),
    TEXT_OR_OBJECTS("a string or an array of objects"),
    /** As {@link #TEXT_OR_OBJECTS}, and where it is required it may be absent all the same. */
    TEXT_OR_OBJECTS_OR_NOTHING("a string or an array of objects"),
    TEXT_OR_OBJECT("a string or an object"),
    TEXTS("an array of strings");

    private final String words;

    FieldKind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether a value that begins with this token is of this kind. */
    boolean takes(JsonToken token) {
        return token == JsonToken.VALUE_NULL
                || switch (this) {
                    case ANY -> true;
                    case TEXT -> token == JsonToken.VALUE_STRING;
                    case FLAG -> token.isBoolean();
                    case NUMBER -> token.isNumeric();
                    case WHOLE -> token == JsonToken.VALUE_NUMBER_INT;
                    case OBJECT -> token == JsonToken.START_OBJECT;
                    case ARRAY, OBJECTS, TEXTS -> token == JsonToken.START_ARRAY;
                    case TEXT_OR_TEXTS, TEXT_OR_OBJECTS, TEXT_OR_OBJECTS_OR_NOTHING ->
                            token == JsonToken.VALUE_STRING || token == JsonToken.START_ARRAY;
                    case TEXT_OR_OBJECT ->
                            token == JsonToken.VALUE_STRING || token == JsonToken.START_OBJECT;
                };
    }

    /** What the elements of an array of this kind are. */
    FieldKind element() {
        return switch (this) {
            case OBJECTS, TEXT_OR_OBJECTS, TEXT_OR_OBJECTS_OR_NOTHING -> OBJECT;
            case TEXTS, TEXT_OR_TEXTS -> TEXT;
            case ANY, TEXT, FLAG, NUMBER, WHOLE, OBJECT, ARRAY, TEXT_OR_OBJECT -> ANY;
        };
    }
}
