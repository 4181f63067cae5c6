package io.sallyport.dialect;

import io.sallyport.exchange.content.Part;
import io.sallyport.exchange.content.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the tool calls of one Chat Completions answer. Compatible servers leave indexes out, give
 * every call the index 0, name no id or send arguments as an object; a client would lose arguments
 * over each of these in silence, so they are mended here.
 */
final class OpenAiCalls {
    private final List<Seen> calls = new ArrayList<>();

    /** A call of a stream: the index and id that the upstream gave it. */
    private record Seen(int given, String id) {}

    boolean any() {
        return !calls.isEmpty();
    }

    /** The calls of a whole message. */
    static List<Part> whole(JsonNode answer, JsonNode message) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode call : array(message.path("tool_calls"))) {
            String id = Json.lenient(call, "id");
            parts.add(
                    new Part.ToolCall(
                            id.isEmpty() ? minted(Json.lenient(answer, "id"), parts.size()) : id,
                            Json.lenient(call.path("function"), "name"),
                            arguments(call)));
        }
        return parts;
    }

    /** Adds what the deltas mean; returns whether an index of theirs had to be mended. */
    boolean read(JsonNode deltas, String answerId, List<StreamEvent> meaning) {
        boolean mended = false;
        for (JsonNode each : array(deltas)) {
            if (!(each instanceof ObjectNode delta)) {
                throw new ProtocolFault("tool calls as objects");
            }
            int index = index(delta, answerId, meaning);
            if (delta.path("index").asInt(-1) != index) {
                delta.put("index", index);
                mended = true;
            }
            String arguments = arguments(delta);
            if (!arguments.isEmpty()) {
                meaning.add(new StreamEvent.ToolCallDelta(index, arguments));
            }
        }
        return mended;
    }

    private int index(ObjectNode delta, String answerId, List<StreamEvent> meaning) {
        String id = Json.lenient(delta, "id");
        String name = Json.lenient(delta.path("function"), "name");
        int given = delta.path("index").isInt() ? delta.path("index").intValue() : -1;
        int known = known(given, id, name);
        if (known >= 0) {
            return known;
        }
        int index = calls.size();
        calls.add(new Seen(given, id));
        meaning.add(
                new StreamEvent.ToolCallStarted(
                        index, id.isEmpty() ? minted(answerId, index) : id, name));
        return index;
    }

    /** The call that a delta continues; -1 when it begins one. */
    private int known(int given, String id, String name) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            Seen call = calls.get(i);
            boolean another = !id.isEmpty() && !name.isEmpty() && !id.equals(call.id());
            boolean same = !id.isEmpty() && id.equals(call.id());
            if (given >= 0 ? given == call.given() && !another : same) {
                return i;
            }
        }
        if (given < 0 && id.isEmpty() && name.isEmpty()) {
            if (calls.isEmpty()) {
                throw new ProtocolFault("a tool call with an index, an id or a name");
            }
            return calls.size() - 1;
        }
        return -1;
    }

    private static String minted(String answerId, int index) {
        return ToolNames.plainId("call_" + answerId + "_" + index);
    }

    private static String arguments(JsonNode call) {
        JsonNode arguments = call.path("function").path("arguments");
        return arguments.isObject()
                ? arguments.toString()
                : Json.lenient(call.path("function"), "arguments");
    }

    private static JsonNode array(JsonNode calls) {
        if (!calls.isArray() && !calls.isNull() && !calls.isMissingNode()) {
            throw new ProtocolFault("tool calls as an array");
        }
        return calls;
    }
}
