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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A reply to a Chat Completions caller. */
final class OpenAiReply extends StreamReply {
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);

    private final boolean wantsUsage;
    private final long createdSeconds;
    private @Nullable Usage usage;
    private boolean roleSent;
    private @Nullable TextTemplate came;
    private @Nullable TextTemplate goes;

    OpenAiReply(RequestId id, ResponseSink sink, boolean wantsUsage, long createdSeconds) {
        super(id, sink);
        this.wantsUsage = wantsUsage;
        this.createdSeconds = createdSeconds;
    }

    @Override
    void reset() {
        usage = null;
        roleSent = false;
        came = null;
        goes = null;
    }

    @Override
    byte[] written(UpstreamEvent event) {
        return event.dialect() == DialectName.OPENAI_CHAT ? verbatim(event) : translated(event);
    }

    /**
     * The event as it came, but for the name of the model, and without a usage nobody asked for.
     */
    private byte[] verbatim(UpstreamEvent event) {
        TextTemplate template = event.template();
        if (template == null) {
            return spliced(event);
        }
        byte[] raw = event.raw().data();
        TextTemplate known = goes;
        if (known != null && came == template) {
            return known.with(raw, template.start(), template.end(raw));
        }
        byte[] written = spliced(event);
        came = template;
        goes = templateOf(written);
        return written;
    }

    /** What a written event is made by; null when its text is not found. */
    private static @Nullable TextTemplate templateOf(byte[] written) {
        byte[] json = Sse.dataOf(written);
        BodyWalk.Span place = OpenAiChoice.first(JsonScan.ofUpstream(json), "delta").place();
        int frame = Sse.DATA_START;
        return place == null
                ? null
                : TextTemplate.of(written, frame + place.start(), frame + place.end());
    }

    private byte[] spliced(UpstreamEvent event) {
        if (OpenAiAnswers.isDone(event.raw())) {
            return Sse.NONE;
        }
        JsonScan scan = event.scan();
        boolean usageOnly = scan.has("usage") && scan.size("choices") == 0;
        if (usageOnly && !wantsUsage) {
            return Sse.NONE;
        }
        JsonSplice splice = new JsonSplice(scan).set("model", model());
        if (!wantsUsage) {
            splice.remove("usage");
        }
        return Sse.data(splice);
    }

    private byte[] translated(UpstreamEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (StreamEvent step : event.meaning()) {
            out.writeBytes(translated(step));
        }
        return out.toByteArray();
    }

    private byte[] translated(StreamEvent step) {
        ObjectNode delta = Json.object();
        if (!roleSent) {
            roleSent = true;
            delta.put("role", "assistant").put("content", "");
        }
        return switch (step) {
            case StreamEvent.Started started -> chunk(delta, null);
            case StreamEvent.TextDelta text -> text(delta, text.text());
            case StreamEvent.ThinkingDelta thought ->
                    chunk(delta.put("reasoning_content", thought.text()), null);
            case StreamEvent.RefusalDelta refusal ->
                    chunk(delta.put("refusal", refusal.text()), null);
            case StreamEvent.ToolCallStarted call -> {
                ObjectNode node = call(delta, call.index());
                node.put("id", call.id()).put("type", "function");
                node.putObject("function").put("name", named(call.name())).put("arguments", "");
                yield chunk(delta, null);
            }
            case StreamEvent.ToolCallDelta arguments -> {
                call(delta, arguments.index())
                        .putObject("function")
                        .put("arguments", arguments.json());
                yield chunk(delta, null);
            }
            case StreamEvent.Finished finished -> chunk(delta, finished.reason());
            case StreamEvent.UsageSoFar sofar -> {
                usage = sofar.usage();
                yield Sse.NONE;
            }
            case StreamEvent.ThinkingSignature signature -> Sse.NONE;
            case StreamEvent.RedactedThinking redacted -> Sse.NONE;
        };
    }

    /** All pieces of text behind the first one differ in their text only. */
    private byte[] text(ObjectNode delta, String text) {
        TextTemplate known = goes;
        if (known != null) {
            byte[] quoted = Json.bytes(StringNode.valueOf(text));
            return known.with(quoted, 1, quoted.length - 1);
        }
        boolean first = !delta.isEmpty();
        byte[] written = chunk(delta.put("content", text), null);
        goes = first ? null : templateOf(written);
        return written;
    }

    private static String named(String name) {
        if (name.isEmpty()) {
            throw new ProtocolFault("a tool call with a name");
        }
        return name;
    }

    private static ObjectNode call(ObjectNode delta, int index) {
        return delta.putArray("tool_calls").addObject().put("index", index);
    }

    private byte[] chunk(ObjectNode delta, @Nullable FinishReason finish) {
        ObjectNode chunk = envelope("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject();
        choice.put("index", 0).set("delta", delta);
        choice.put("finish_reason", finish == null ? null : word(finish));
        return Sse.data(Json.bytes(chunk));
    }

    private ObjectNode envelope(String object) {
        return Json.object()
                .put("id", "chatcmpl-" + id().value())
                .put("object", object)
                .put("created", createdSeconds)
                .put("model", served().candidate().model().value());
    }

    @Override
    byte[] closing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Usage told = usage;
        if (wantsUsage && told != null) {
            ObjectNode chunk = envelope("chat.completion.chunk");
            chunk.putArray("choices");
            chunk.set("usage", usageNode(told));
            out.writeBytes(Sse.data(Json.bytes(chunk)));
        }
        out.writeBytes(DONE);
        return out.toByteArray();
    }

    @Override
    byte[] written(UpstreamAnswer answer) {
        if (answer.dialect() == DialectName.OPENAI_CHAT) {
            return new JsonSplice(ScannedAnswer.of(answer)).set("model", model()).bytes();
        }
        Answer neutral = answer.neutral().get();
        ObjectNode body = envelope("chat.completion");
        ObjectNode choice = body.putArray("choices").addObject();
        choice.put("index", 0).set("message", message(neutral));
        choice.put("finish_reason", word(neutral.finish()));
        body.set("usage", usageNode(neutral.usage()));
        return Json.bytes(body);
    }

    private static ObjectNode message(Answer answer) {
        StringBuilder text = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        String refusal = null;
        ArrayNode calls = Json.MAPPER.createArrayNode();
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Text more -> text.append(more.text());
                case Part.Thinking more -> thought.append(more.text());
                case Part.Refusal more -> refusal = more.text();
                case Part.ToolCall call ->
                        calls.addObject()
                                .put("id", call.id())
                                .put("type", "function")
                                .putObject("function")
                                .put("name", named(call.name()))
                                .put("arguments", call.arguments());
                case Part.RedactedThinking redacted -> {}
                case Part.Image image -> throw notInAnAnswer();
                case Part.Document document -> throw notInAnAnswer();
                case Part.ToolResult result -> throw notInAnAnswer();
            }
        }
        ObjectNode message = Json.object().put("role", "assistant");
        message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text.toString());
        message.put("refusal", refusal);
        if (!thought.isEmpty()) {
            message.put("reasoning_content", thought.toString());
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return message;
    }

    private static ProtocolFault notInAnAnswer() {
        return new ProtocolFault("an answer of text, thinking and tool calls");
    }

    private static String word(FinishReason finish) {
        return switch (finish) {
            case STOP, STOP_SEQUENCE, PAUSE_TURN -> "stop";
            case LENGTH, CONTEXT_WINDOW -> "length";
            case TOOL_CALLS -> "tool_calls";
            case REFUSAL -> "content_filter";
        };
    }

    private static ObjectNode usageNode(Usage usage) {
        ObjectNode node =
                Json.object()
                        .put("prompt_tokens", usage.allInput())
                        .put("completion_tokens", usage.output())
                        .put("total_tokens", usage.allInput() + usage.output());
        node.putObject("prompt_tokens_details").put("cached_tokens", usage.cacheRead());
        node.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
        return node;
    }

    @Override
    public void estimatedCount(long inputTokens) {
        throw new IllegalStateException("Chat Completions has no token count");
    }

    @Override
    byte[] keepAliveBytes() {
        return Sse.comment("keep-alive");
    }

    @Override
    byte[] errorEvent(Rejection rejection) {
        return OpenAiErrors.event(rejection);
    }

    @Override
    void refuse(Rejection rejection, ResponseSink target, @Nullable Served server) {
        OpenAiErrors.send(rejection, id(), target, server);
    }
}
