package io.sallyport.dialect;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads what every answer has, without a tree: pieces of text, and whether a tool is called. */
final class AnthropicText {
    private AnthropicText() {}

    /** The text of a {@code content_block_delta} of text; null when the event is anything else. */
    static @Nullable String of(JsonScan scan) {
        return scan.token("delta") == JsonToken.START_OBJECT
                        && scan.says("type", "content_block_delta")
                ? text(scan.values("delta"))
                : null;
    }

    /** Whether a block of a whole message, whose content is an array, calls a tool. */
    static boolean calls(JsonScan message) {
        boolean calls = false;
        if (message.token("content") == JsonToken.START_ARRAY) {
            JsonCursor cursor = message.values("content");
            cursor.next();
            while (cursor.next() != JsonToken.END_ARRAY) {
                if (cursor.token() == JsonToken.START_OBJECT) {
                    calls |= isCall(cursor);
                } else {
                    cursor.pass();
                }
            }
        }
        return calls;
    }

    private static boolean isCall(JsonCursor cursor) {
        boolean isCall = false;
        while (cursor.next() == JsonToken.PROPERTY_NAME) {
            boolean isType = cursor.isNamed("type");
            boolean isText = cursor.next() == JsonToken.VALUE_STRING;
            isCall |= isType && isText && cursor.says("tool_use");
            cursor.pass();
        }
        return isCall;
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
                isText = cursor.says("text_delta");
            } else {
                cursor.pass();
            }
        }
        return isText ? text : null;
    }
}
