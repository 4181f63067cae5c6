package io.sallyport.dialect;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;

/**
 * The last turn of a tool loop: the assistant's calls and the results that answer them. With
 * thinking enabled Anthropic refuses one whose assistant message does not begin with a thinking
 * block ("a final assistant message must start with a thinking block"); there is none when another
 * vendor's model made the calls, and then the answer has to come without thinking.
 */
final class ToolTurn {
    private ToolTurn() {}

    /** Whether the last two of these messages are such a turn and lack the thinking. */
    static boolean lacksThinking(byte[] messages) {
        byte[][] lastTwo = new byte[2][0];
        try (JsonParser parser =
                JsonScan.FACTORY.createParser(ObjectReadContext.empty(), messages)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int end = (int) parser.currentLocation().getByteOffset();
                lastTwo[0] = lastTwo[1];
                lastTwo[1] = Arrays.copyOfRange(messages, start, end);
            }
        }
        return lastTwo[0].length > 0 && lacksThinking(Json.tree(lastTwo[0]), Json.tree(lastTwo[1]));
    }

    private static boolean lacksThinking(JsonNode calls, JsonNode results) {
        return calls.path("role").asString("").equals("assistant")
                && results.path("content").valueStream().anyMatch(part -> is(part, "tool_result"))
                && !thinks(calls.path("content").path(0));
    }

    private static boolean thinks(JsonNode part) {
        return is(part, "redacted_thinking")
                || (is(part, "thinking") && !part.path("signature").asString("").isEmpty());
    }

    private static boolean is(JsonNode part, String type) {
        return part.path("type").asString("").equals(type);
    }
}
