package io.sallyport.simulator;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The protocol of {@code /v1/messages}. */
final class MessagesVoice implements Voice {

    @Override
    public ObjectNode whole(Answer answer) {
        ObjectNode root = root(answer);
        ArrayNode content = root.putArray("content");
        if (answer.calls().isEmpty()) {
            content.addObject().put("type", "text").put("text", answer.text());
        }
        for (Answer.Call call : answer.calls()) {
            toolUse(content.addObject(), call).set("input", call.arguments());
        }
        root.put("stop_reason", reason(answer.stop())).putNull("stop_sequence");
        usage(root, answer, answer.outputTokens());
        return root;
    }

    @Override
    public List<Frame> stream(Answer answer, boolean withUsage) {
        List<Frame> frames = new ArrayList<>();
        ObjectNode start = event("message_start");
        ObjectNode message = root(answer);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        usage(message, answer, 1);
        start.set("message", message);
        frames.add(frame(start, false));
        frames.add(frame(event("ping"), false));
        if (answer.calls().isEmpty()) {
            ObjectNode block = Answer.JSON.createObjectNode().put("type", "text").put("text", "");
            block(frames, 0, block, "text_delta", "text", answer.tokens());
        }
        for (int i = 0; i < answer.calls().size(); i++) {
            Answer.Call call = answer.calls().get(i);
            ObjectNode block = toolUse(Answer.JSON.createObjectNode(), call);
            block.putObject("input");
            block(frames, i, block, "input_json_delta", "partial_json", call.pieces());
        }
        ObjectNode last = event("message_delta");
        last.putObject("delta").put("stop_reason", reason(answer.stop())).putNull("stop_sequence");
        last.putObject("usage").put("output_tokens", answer.outputTokens());
        frames.add(frame(last, false));
        frames.add(frame(event("message_stop"), false));
        return frames;
    }

    @Override
    public ObjectNode error(int status, String message) {
        String type =
                switch (status) {
                    case 404 -> "not_found_error";
                    case 429 -> "rate_limit_error";
                    case 529 -> "overloaded_error";
                    default -> status >= 500 ? "api_error" : "invalid_request_error";
                };
        ObjectNode root = event("error");
        root.putObject("error").put("type", type).put("message", message);
        return root;
    }

    private static void block(
            List<Frame> frames,
            int index,
            ObjectNode block,
            String deltaType,
            String field,
            List<String> pieces) {
        ObjectNode start = event("content_block_start").put("index", index);
        start.set("content_block", block);
        frames.add(frame(start, false));
        for (String piece : pieces) {
            ObjectNode delta = event("content_block_delta").put("index", index);
            delta.putObject("delta").put("type", deltaType).put(field, piece);
            frames.add(frame(delta, true));
        }
        frames.add(frame(event("content_block_stop").put("index", index), false));
    }

    private static ObjectNode toolUse(ObjectNode block, Answer.Call call) {
        return block.put("type", "tool_use").put("id", call.id()).put("name", call.name());
    }

    private static ObjectNode event(String type) {
        return Answer.JSON.createObjectNode().put("type", type);
    }

    private static Frame frame(ObjectNode data, boolean token) {
        String type = data.path("type").asString("");
        String json = Answer.JSON.writeValueAsString(data);
        return new Frame("event: " + type + "\ndata: " + json + "\n\n", token);
    }

    private static ObjectNode root(Answer answer) {
        return Answer.JSON
                .createObjectNode()
                .put("id", "msg_sim")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", answer.model());
    }

    private static void usage(ObjectNode root, Answer answer, int output) {
        root.putObject("usage")
                .put("input_tokens", answer.inputTokens())
                .put("output_tokens", output);
    }

    private static String reason(Answer.Stop stop) {
        return switch (stop) {
            case END -> "end_turn";
            case LENGTH -> "max_tokens";
            case TOOLS -> "tool_use";
        };
    }
}
