package io.sallyport.dialect;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.FinishReason;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.Usage;
import io.sallyport.exchange.content.Answer;
import io.sallyport.exchange.content.Part;
import io.sallyport.exchange.content.StreamEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A reply to a Messages caller. */
final class AnthropicReply extends StreamReply {
    private static final byte[] PING =
            "event: ping\ndata: {\"type\":\"ping\"}\n\n".getBytes(StandardCharsets.UTF_8);

    /** What nearly every event of a stream is. */
    private static final String TEXT = "content_block_delta";

    /** The framing is ours: a line break in a name would write events that nobody has read. */
    private static final Pattern EVENT_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final AnthropicBlocks blocks = new AnthropicBlocks();
    private Usage usage = Usage.NONE;
    private StreamEvent.@Nullable Finished finished;
    private boolean translating;

    AnthropicReply(RequestId id, ResponseSink sink) {
        super(id, sink);
    }

    @Override
    void reset() {
        blocks.reset();
        usage = Usage.NONE;
        finished = null;
        translating = false;
    }

    @Override
    byte[] written(UpstreamEvent event) {
        if (event.dialect() == DialectName.ANTHROPIC_MESSAGES) {
            return verbatim(event);
        }
        translating = true;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        event.meaning().forEach(step -> translate(step, out));
        return out.toByteArray();
    }

    /** The event as it came, but for the name of the model in its first one. */
    private byte[] verbatim(UpstreamEvent event) {
        SseEvent raw = event.raw();
        if (event.template() != null) {
            return Sse.event(TEXT, raw.data());
        }
        JsonScan scan = event.scan();
        if (scan.says("type", TEXT)) {
            return Sse.event(TEXT, raw.data());
        }
        String type = scan.string("type").orElse(raw.name());
        if (!EVENT_NAME.matcher(type).matches()) {
            throw new ProtocolFault("an event with the name of an event");
        }
        if (!type.equals("message_start") || !scan.stands("message")) {
            return Sse.event(type, raw.data());
        }
        if (scan.token("message") != JsonToken.START_OBJECT) {
            throw new ProtocolFault("a message as a JSON object");
        }
        JsonSplice renamed = new JsonSplice(scan.within("message")).set("model", model());
        return Sse.event(type, new JsonSplice(scan).set("message", renamed.bytes()).bytes());
    }

    private void translate(StreamEvent step, ByteArrayOutputStream out) {
        switch (step) {
            case StreamEvent.Started started -> messageStart(out);
            case StreamEvent.TextDelta text -> blocks.add(text, out);
            case StreamEvent.RefusalDelta refusal ->
                    blocks.add(new StreamEvent.TextDelta(refusal.text()), out);
            case StreamEvent.ThinkingDelta thought -> blocks.add(thought, out);
            case StreamEvent.ThinkingSignature signature -> blocks.add(signature, out);
            case StreamEvent.RedactedThinking redacted -> {}
            case StreamEvent.ToolCallStarted call -> blocks.add(call, out);
            case StreamEvent.ToolCallDelta delta -> blocks.add(delta, out);
            case StreamEvent.UsageSoFar sofar -> usage = sofar.usage();
            case StreamEvent.Finished end -> finished = end;
        }
    }

    private void messageStart(ByteArrayOutputStream out) {
        ObjectNode message = envelope();
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", usageNode(usage));
        ObjectNode data = Json.object();
        data.set("message", message);
        AnthropicBlocks.write(out, "message_start", data);
    }

    private ObjectNode envelope() {
        return Json.object()
                .put("id", "msg_" + id().value())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", served().candidate().model().value());
    }

    /** A same-dialect stream brings its own end; a translated one is closed here, usage last. */
    @Override
    byte[] closing() {
        if (!translating) {
            return Sse.NONE;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blocks.finish(out);
        StreamEvent.Finished end = finished;
        ObjectNode data = Json.object();
        ObjectNode delta = data.putObject("delta");
        delta.put("stop_reason", word(end == null ? FinishReason.STOP : end.reason()));
        delta.put("stop_sequence", end == null ? null : end.stopSequence().orElse(null));
        data.set("usage", usageNode(usage));
        AnthropicBlocks.write(out, "message_delta", data);
        AnthropicBlocks.write(out, "message_stop", Json.object());
        return out.toByteArray();
    }

    @Override
    byte[] written(UpstreamAnswer answer) {
        if (answer.dialect() == DialectName.ANTHROPIC_MESSAGES) {
            JsonScan scan = ScannedAnswer.of(answer);
            return scan.has("model")
                    ? new JsonSplice(scan).set("model", model()).bytes()
                    : answer.body();
        }
        Answer neutral = answer.neutral().get();
        ObjectNode body = envelope();
        ArrayNode content = body.putArray("content");
        boolean cut = neutral.finish() == FinishReason.LENGTH;
        neutral.parts().forEach(part -> add(content, part, cut));
        body.put("stop_reason", word(neutral.finish()));
        body.put("stop_sequence", neutral.stopSequence().orElse(null));
        body.set("usage", usageNode(neutral.usage()));
        return Json.bytes(body);
    }

    private static void add(ArrayNode content, Part part, boolean cut) {
        switch (part) {
            case Part.Text text -> content.addObject().put("type", "text").put("text", text.text());
            case Part.Refusal refusal ->
                    content.addObject().put("type", "text").put("text", refusal.text());
            case Part.Thinking thinking ->
                    content.addObject()
                            .put("type", "thinking")
                            .put("thinking", thinking.text())
                            .put(
                                    "signature",
                                    thinking.origin() == DialectName.ANTHROPIC_MESSAGES
                                            ? thinking.signature().orElse("")
                                            : "");
            case Part.ToolCall call ->
                    content.addObject()
                            .put("type", "tool_use")
                            .put("id", ToolNames.plainId(call.id()))
                            .put("name", AnthropicBlocks.named(call.name()))
                            .set("input", arguments(call, cut));
            case Part.RedactedThinking redacted -> {}
            case Part.Image image -> throw notInAnAnswer();
            case Part.Document document -> throw notInAnAnswer();
            case Part.ToolResult result -> throw notInAnAnswer();
        }
    }

    /** Arguments that the limit of tokens cut off are no JSON, and nobody's fault. */
    private static JsonNode arguments(Part.ToolCall call, boolean cut) {
        byte[] json = call.arguments().getBytes(StandardCharsets.UTF_8);
        return cut ? Json.lenientTree(json) : Json.upstream(json);
    }

    private static ProtocolFault notInAnAnswer() {
        return new ProtocolFault("an answer of text, thinking and tool calls");
    }

    private static String word(FinishReason finish) {
        return switch (finish) {
            case STOP -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case TOOL_CALLS -> "tool_use";
            case LENGTH -> "max_tokens";
            case CONTEXT_WINDOW -> "model_context_window_exceeded";
            case REFUSAL -> "refusal";
            case PAUSE_TURN -> "pause_turn";
        };
    }

    private static ObjectNode usageNode(Usage usage) {
        ObjectNode node =
                Json.object()
                        .put("input_tokens", usage.input())
                        .put("cache_read_input_tokens", usage.cacheRead())
                        .put("cache_creation_input_tokens", usage.cacheWrite())
                        .put("output_tokens", usage.output());
        node.putObject("output_tokens_details").put("thinking_tokens", usage.reasoning());
        return node;
    }

    @Override
    public void estimatedCount(long inputTokens) {
        sink().send(
                        200,
                        ReplyHeaders.of("application/json", id(), served())
                                .with("x-sallyport-estimated", "true"),
                        Json.bytes(Json.object().put("input_tokens", inputTokens)));
    }

    @Override
    byte[] keepAliveBytes() {
        return PING;
    }

    @Override
    byte[] errorEvent(Rejection rejection) {
        return Sse.event("error", AnthropicErrors.body(rejection, id()));
    }

    @Override
    void refuse(Rejection rejection, ResponseSink target, @Nullable Served server) {
        AnthropicErrors.send(rejection, id(), target, server);
    }
}
