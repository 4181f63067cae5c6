package io.sallyport.dialect;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * The last turn of a tool loop: the assistant's calls and the results that answer them. With
 * thinking enabled Anthropic refuses one whose assistant message does not begin with a thinking
 * block ("a final assistant message must start with a thinking block"); there is none when another
 * vendor's model made the calls, and then the answer has to come without thinking.
 */
final class ToolTurn {
    private ToolTurn() {}

    /** Whether these messages end with such a turn and it lacks the thinking. */
    static boolean lacksThinking(byte[] messages) {
        boolean answersCalls = false;
        for (byte[] bytes : lastFirst(messages)) {
            JsonNode message = Json.tree(bytes);
            JsonNode content = message.path("content");
            if (message.path("role").asString("").equals("assistant")) {
                return answersCalls && !thinks(content.path(0));
            }
            answersCalls |= content.valueStream().anyMatch(part -> is(part, "tool_result"));
        }
        return false;
    }

    private static Iterable<byte[]> lastFirst(byte[] messages) {
        Deque<byte[]> spans = new ArrayDeque<>();
        JsonCursor cursor = new JsonCursor(messages, 0, messages.length, false);
        cursor.next();
        while (cursor.next() == JsonToken.START_OBJECT) {
            int start = cursor.start();
            cursor.pass();
            spans.addFirst(Arrays.copyOfRange(messages, start, cursor.behind()));
        }
        return spans;
    }

    private static boolean thinks(JsonNode part) {
        return is(part, "redacted_thinking")
                || (is(part, "thinking") && !part.path("signature").asString("").isEmpty());
    }

    private static boolean is(JsonNode part, String type) {
        return part.path("type").asString("").equals(type);
    }
}
