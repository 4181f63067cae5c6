package io.sallyport.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The protocol of {@code /v1/chat/completions}. */
final class ChatVoice implements Voice {

    @Override
    public ObjectNode whole(Answer answer) {
        ObjectNode root = root(answer, "chat.completion");
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (answer.calls().isEmpty()) {
            message.put("content", answer.text());
        } else {
            message.putNull("content");
            ArrayNode calls = message.putArray("tool_calls");
            for (Answer.Call call : answer.calls()) {
                calls.addObject()
                        .put("id", call.id())
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.name())
                        .put("arguments", String.join("", call.pieces()));
            }
        }
        choice.put("finish_reason", reason(answer.stop()));
        usage(root, answer);
        return root;
    }

    @Override
    public List<Frame> stream(Answer answer, boolean withUsage) {
        List<Frame> frames = new ArrayList<>();
        frames.add(delta(answer, false, d -> d.put("role", "assistant").put("content", "")));
        for (String token : answer.tokens()) {
            frames.add(delta(answer, true, d -> d.put("content", token)));
        }
        for (int i = 0; i < answer.calls().size(); i++) {
            Answer.Call call = answer.calls().get(i);
            int index = i;
            frames.add(
                    delta(
                            answer,
                            false,
                            d ->
                                    call(d, index)
                                            .put("id", call.id())
                                            .put("type", "function")
                                            .putObject("function")
                                            .put("name", call.name())
                                            .put("arguments", "")));
            for (String piece : call.pieces()) {
                frames.add(
                        delta(
                                answer,
                                true,
                                d -> call(d, index).putObject("function").put("arguments", piece)));
            }
        }
        ObjectNode last = root(answer, "chat.completion.chunk");
        ObjectNode choice = last.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.put("finish_reason", reason(answer.stop()));
        frames.add(frame(last, false));
        if (withUsage) {
            ObjectNode usage = root(answer, "chat.completion.chunk");
            usage.putArray("choices");
            usage(usage, answer);
            frames.add(frame(usage, false));
        }
        frames.add(new Frame("data: [DONE]\n\n", false));
        return frames;
    }

    @Override
    public ObjectNode error(int status, String message) {
        ObjectNode root = Answer.JSON.createObjectNode();
        String type =
                status == 429
                        ? "rate_limit_error"
                        : status >= 500 ? "server_error" : "invalid_request_error";
        root.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .putNull("code");
        return root;
    }

    private static ObjectNode call(ObjectNode delta, int index) {
        return delta.putArray("tool_calls").addObject().put("index", index);
    }

    private static Frame delta(Answer answer, boolean token, Consumer<ObjectNode> filling) {
        ObjectNode root = root(answer, "chat.completion.chunk");
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        filling.accept(choice.putObject("delta"));
        choice.putNull("finish_reason");
        return frame(root, token);
    }

    private static Frame frame(ObjectNode data, boolean token) {
        return new Frame("data: " + Answer.JSON.writeValueAsString(data) + "\n\n", token);
    }

    private static ObjectNode root(Answer answer, String object) {
        return Answer.JSON
                .createObjectNode()
                .put("id", "chatcmpl-sim")
                .put("object", object)
                .put("created", 1_767_225_600L)
                .put("model", answer.model());
    }

    private static void usage(ObjectNode root, Answer answer) {
        root.putObject("usage")
                .put("prompt_tokens", answer.inputTokens())
                .put("completion_tokens", answer.outputTokens())
                .put("total_tokens", answer.inputTokens() + answer.outputTokens());
    }

    private static String reason(Answer.Stop stop) {
        return switch (stop) {
            case END -> "stop";
            case LENGTH -> "length";
            case TOOLS -> "tool_calls";
        };
    }
}
