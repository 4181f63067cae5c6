package io.sallyport.dialect;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * What the first choice of a whole answer or of a chunk says, read without a tree. All of it is
 * known to be JSON.
 *
 * @param speaks whether it has a message (of an answer) or a delta (of a chunk)
 * @param finish why the model stopped; null when it did not say so
 * @param calls whether it calls a tool
 * @param refuses whether it refuses in words
 * @param text the content, when that is all that it says; null when there is more to it
 * @param place where the content stands in the bytes, without its quotes; null when there is none
 */
record OpenAiChoice(
        boolean speaks,
        @Nullable String finish,
        boolean calls,
        boolean refuses,
        @Nullable String text,
        BodyWalk.@Nullable Span place) {
    private static final OpenAiChoice NONE = new OpenAiChoice(false, null, false, false, "", null);

    /**
     * The first of the choices.
     *
     * @param message what a choice calls what it says: {@code message} or {@code delta}
     */
    static OpenAiChoice first(JsonScan scan, String message) {
        if (scan.token("choices") != JsonToken.START_ARRAY || scan.size("choices") == 0) {
            return NONE;
        }
        JsonCursor cursor = scan.values("choices");
        cursor.next();
        return cursor.next() == JsonToken.START_OBJECT ? choice(cursor, message) : NONE;
    }

    private static OpenAiChoice choice(JsonCursor cursor, String message) {
        OpenAiChoice said = NONE;
        @Nullable String finish = null;
        boolean other = false;
        while (cursor.next() == JsonToken.PROPERTY_NAME) {
            boolean isMessage = cursor.isNamed(message);
            boolean isFinish = cursor.isNamed("finish_reason");
            boolean isIndex = cursor.isNamed("index");
            JsonToken token = cursor.next();
            if (isMessage && token == JsonToken.START_OBJECT) {
                said = message(cursor);
            } else if (isFinish && token == JsonToken.VALUE_STRING) {
                finish = cursor.text();
            } else {
                other |= isIndex && !cursor.isZero();
                cursor.pass();
            }
        }
        return new OpenAiChoice(
                said.speaks,
                finish,
                said.calls,
                said.refuses,
                other ? null : said.text,
                said.place);
    }

    private static OpenAiChoice message(JsonCursor cursor) {
        @Nullable String text = "";
        BodyWalk.@Nullable Span place = null;
        boolean calls = false;
        boolean refuses = false;
        boolean more = false;
        while (cursor.next() == JsonToken.PROPERTY_NAME) {
            boolean isContent = cursor.isNamed("content");
            boolean isCalls = cursor.isNamed("tool_calls");
            boolean isRefusal = cursor.isNamed("refusal");
            boolean isRole = cursor.isNamed("role");
            JsonToken token = cursor.next();
            boolean isText = token == JsonToken.VALUE_STRING;
            if (isContent && isText) {
                text = cursor.text();
                place = new BodyWalk.Span(cursor.start() + 1, cursor.behind() - 1);
            } else {
                more |= !isRole && token != JsonToken.VALUE_NULL && !(isText && cursor.isEmpty());
                refuses |= isRefusal && isText && !cursor.isEmpty();
                calls |= isCalls && token.isStructStart() && !cursor.isEmpty();
                cursor.pass();
            }
        }
        return new OpenAiChoice(true, null, calls, refuses, more ? null : text, place);
    }
}
