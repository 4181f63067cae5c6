package io.sallyport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The bytes that the upstream answers with, made once: a whole answer and a stream a protocol. */
final class MockAnswers {
    static final int EVENTS = 20;
    private static final String[] WORDS = {
        " the", " gateway", " streams", " tokens", " from", " a", " local", " model"
    };
    private static final int INPUT = 42;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ByteBuffer chat = whole(chat());
    private final ByteBuffer messages = whole(messages());
    private final ByteBuffer models = whole("{\"object\":\"list\",\"data\":[]}");
    private final ByteBuffer chatStream;
    private final ByteBuffer messagesStream;

    private MockAnswers(ByteBuffer chatStream, ByteBuffer messagesStream) {
        this.chatStream = chatStream;
        this.messagesStream = messagesStream;
    }

    /** Whole answers and whole streams. */
    static MockAnswers complete() {
        return new MockAnswers(stream(chatEvents()), stream(messagesEvents()));
    }

    /** Whole answers, and streams that have their first content and then nothing, never an end. */
    static MockAnswers silent() {
        return new MockAnswers(
                beginning(chatEvents().subList(0, 1)), beginning(messagesEvents().subList(0, 3)));
    }

    /** The answer to a request; a view of its own, to be written from. */
    ByteBuffer to(boolean get, boolean toMessages, boolean streamed) {
        ByteBuffer chosen;
        if (get) {
            chosen = models;
        } else if (toMessages) {
            chosen = streamed ? messagesStream : messages;
        } else {
            chosen = streamed ? chatStream : chat;
        }
        return chosen.duplicate();
    }

    private static String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            text.append(WORDS[i % WORDS.length]);
        }
        return text.toString();
    }

    static String chat() {
        ObjectNode root = chatRoot("chat.completion");
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", text())
                .putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", "stop");
        chatUsage(root);
        return JSON.writeValueAsString(root);
    }

    static List<String> chatEvents() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            ObjectNode root = chatRoot("chat.completion.chunk");
            ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
            choice.putObject("delta").put("content", WORDS[i % WORDS.length]);
            choice.putNull("logprobs").putNull("finish_reason");
            events.add(data(root));
        }
        ObjectNode last = chatRoot("chat.completion.chunk");
        ObjectNode choice = last.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.putNull("logprobs").put("finish_reason", "stop");
        events.add(data(last));
        ObjectNode usage = chatRoot("chat.completion.chunk");
        usage.putArray("choices");
        chatUsage(usage);
        events.add(data(usage));
        events.add("data: [DONE]\n\n");
        return events;
    }

    private static ObjectNode chatRoot(String kind) {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-mock0123456789")
                .put("object", kind)
                .put("created", 1_750_000_000)
                .put("model", "mock")
                .put("system_fingerprint", "fp_mock");
    }

    private static void chatUsage(ObjectNode root) {
        root.putObject("usage")
                .put("prompt_tokens", INPUT)
                .put("completion_tokens", EVENTS)
                .put("total_tokens", INPUT + EVENTS);
    }

    static String messages() {
        ObjectNode root = message();
        root.putArray("content").addObject().put("type", "text").put("text", text());
        root.put("stop_reason", "end_turn").putNull("stop_sequence");
        messagesUsage(root, EVENTS);
        return JSON.writeValueAsString(root);
    }

    static List<String> messagesEvents() {
        List<String> events = new ArrayList<>();
        ObjectNode start = event("message_start");
        ObjectNode message = message();
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        messagesUsage(message, 1);
        start.set("message", message);
        events.add(named(start));
        ObjectNode block = event("content_block_start").put("index", 0);
        block.putObject("content_block").put("type", "text").put("text", "");
        events.add(named(block));
        for (int i = 0; i < EVENTS; i++) {
            ObjectNode delta = event("content_block_delta").put("index", 0);
            delta.putObject("delta").put("type", "text_delta").put("text", WORDS[i % WORDS.length]);
            events.add(named(delta));
        }
        events.add(named(event("content_block_stop").put("index", 0)));
        ObjectNode end = event("message_delta");
        end.putObject("delta").put("stop_reason", "end_turn").putNull("stop_sequence");
        end.putObject("usage").put("output_tokens", EVENTS);
        events.add(named(end));
        events.add(named(event("message_stop")));
        return events;
    }

    private static ObjectNode message() {
        return JSON.createObjectNode()
                .put("id", "msg_mock0123456789")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", "mock");
    }

    private static void messagesUsage(ObjectNode root, int output) {
        root.putObject("usage").put("input_tokens", INPUT).put("output_tokens", output);
    }

    private static ObjectNode event(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static String named(ObjectNode event) {
        return "event: " + event.path("type").asString("") + "\n" + data(event);
    }

    private static String data(ObjectNode event) {
        return "data: " + JSON.writeValueAsString(event) + "\n\n";
    }

    private static ByteBuffer whole(String body) {
        return direct(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        + "x-request-id: req_mock0123456789\r\nContent-Length: "
                        + body.getBytes(UTF_8).length
                        + "\r\n\r\n"
                        + body);
    }

    /** Each event in a chunk of its own, all in one write: nothing waits, as fast as it can be. */
    private static ByteBuffer stream(List<String> events) {
        return direct(chunks(events) + "0\r\n\r\n");
    }

    private static ByteBuffer beginning(List<String> events) {
        return direct(chunks(events));
    }

    private static String chunks(List<String> events) {
        StringBuilder text = new StringBuilder("HTTP/1.1 200 OK\r\n");
        text.append("Content-Type: text/event-stream; charset=utf-8\r\n");
        text.append("Cache-Control: no-cache\r\n");
        text.append("x-request-id: req_mock0123456789\r\n");
        text.append("Transfer-Encoding: chunked\r\n\r\n");
        for (String event : events) {
            text.append(Integer.toHexString(event.getBytes(UTF_8).length))
                    .append("\r\n")
                    .append(event)
                    .append("\r\n");
        }
        return text.toString();
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
