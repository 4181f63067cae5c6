package io.sallyport.dialect;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads what every answer has, without a tree: pieces of text, and whether a tool is called. */
final class AnthropicText {
    private AnthropicText() {}

    /**
     * Where the text of a {@code content_block_delta} of text stands, without its quotes; null when
     * the event is anything else.
     */
    static BodyWalk.@Nullable Span of(JsonScan scan) {
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

    private static BodyWalk.@Nullable Span text(JsonCursor cursor) {
        BodyWalk.@Nullable Span text = null;
        boolean isText = false;
        cursor.next();
        while (cursor.next() == JsonToken.PROPERTY_NAME) {
            boolean named = cursor.isNamed("text");
            boolean type = cursor.isNamed("type");
            JsonToken token = cursor.next();
            if (named && token == JsonToken.VALUE_STRING) {
                text = new BodyWalk.Span(cursor.start() + 1, cursor.behind() - 1);
            } else if (type && token == JsonToken.VALUE_STRING) {
                isText = cursor.says("text_delta");
            } else {
                cursor.pass();
            }
        }
        return isText ? text : null;
    }
}
