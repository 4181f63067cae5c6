package io.sallyport.dialect;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads what nearly every event of a stream is, a piece of text, without a tree. */
final class AnthropicText {
    private AnthropicText() {}

    /** The text of a {@code content_block_delta} of text; null when the event is anything else. */
    static @Nullable String of(JsonScan scan) {
        JsonScan.Field delta = scan.fields().get("delta");
        if (delta == null
                || delta.token() != JsonToken.START_OBJECT
                || !scan.lenient("type").equals("content_block_delta")) {
            return null;
        }
        return text(new JsonCursor(scan.bytes(), delta.start(), delta.end(), false));
    }

    private static @Nullable String text(JsonCursor cursor) {
        @Nullable String text = null;
        boolean isText = false;
        cursor.next();
        while (cursor.next() == JsonToken.PROPERTY_NAME) {
            boolean named = cursor.isNamed("text");
            boolean type = cursor.isNamed("type");
            JsonToken token = cursor.next();
            if (named && token == JsonToken.VALUE_STRING) {
                text = cursor.text();
            } else if (type && token == JsonToken.VALUE_STRING) {
                isText = cursor.text().equals("text_delta");
            } else {
                cursor.pass();
            }
        }
        return isText ? text : null;
    }
}
