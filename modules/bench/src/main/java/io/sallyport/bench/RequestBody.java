package io.sallyport.bench;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chat of about so many bytes: a system prompt and turns of plain words, some with escapes and
 * letters that are not ASCII. After the load rig of the project.
 */
final class RequestBody {
    private static final String[] WORDS =
            ("the gateway routes each request to a local model and records a trace of what happened"
                            + " so that an operator can later see why it was slow or refused")
                    .split(" ");
    private static final int BYTES_A_TURN = 2000;
    private static final int FRAME_OF_A_TURN = 36;

    private RequestBody() {}

    static byte[] of(String model, int bytes, boolean streamed) {
        ObjectNode root = JsonMapper.shared().createObjectNode().put("model", model);
        ArrayNode messages = root.putArray("messages");
        turn(messages, "system", "You are a helpful assistant.");
        root.put("temperature", 0.7).put("max_tokens", 256).put("stream", streamed);
        if (streamed) {
            root.putObject("stream_options").put("include_usage", true);
        }
        int turns = Math.max(1, bytes / BYTES_A_TURN);
        int left = bytes - written(root).length - turns * FRAME_OF_A_TURN;
        for (int i = 0; i < turns; i++) {
            String text = text(left / turns);
            turn(
                    messages,
                    i % 2 == 0 ? "user" : "assistant",
                    i % 4 == 3 ? text.replace(" operator ", " \"opérateur\"\n") : text);
        }
        return written(root);
    }

    private static void turn(ArrayNode messages, String role, String text) {
        messages.addObject().put("role", role).put("content", text);
    }

    private static String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append(WORDS[(i * 7 + i / 5) % WORDS.length]).append(' ');
        }
        return text.substring(0, length);
    }

    private static byte[] written(ObjectNode root) {
        return JsonMapper.shared().writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    }
}
