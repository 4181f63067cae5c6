package io.sallyport.dialect;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.FinishReason;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Usage;
import io.sallyport.exchange.content.Answer;
import io.sallyport.exchange.content.Part;
import io.sallyport.exchange.content.StreamEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Reads the answer of a Messages upstream. */
final class AnthropicAnswers implements AnswerReader {
    private static final CountNames COUNTS =
            new CountNames(
                    List.of(
                            "input_tokens",
                            "cache_read_input_tokens",
                            "cache_creation_input_tokens",
                            "output_tokens"),
                    Map.of(
                            "cache_creation",
                            List.of("ephemeral_1h_input_tokens"),
                            "output_tokens_details",
                            List.of("thinking_tokens")));

    private final boolean counting;
    private final Map<Integer, Integer> callOfBlock = new LinkedHashMap<>();
    private final Set<Integer> withoutArguments = new TreeSet<>();
    private final ToldCounts counts = new ToldCounts(COUNTS);
    private final AlikeEvents alike = new AlikeEvents();
    private @Nullable Usage usage;
    private boolean started;
    private boolean finished;
    private boolean ended;

    AnthropicAnswers(boolean counting) {
        this.counting = counting;
    }

    @Override
    public UpstreamAnswer whole(byte[] body) {
        JsonScan scan = JsonScan.ofUpstream(body);
        boolean complete =
                counting
                        ? scan.token("input_tokens") == JsonToken.VALUE_NUMBER_INT
                        : scan.token("content") == JsonToken.START_ARRAY
                                && scan.token("stop_reason") == JsonToken.VALUE_STRING;
        if (!complete) {
            throw new ProtocolFault(counting ? "a token count" : "a message with a stop_reason");
        }
        finished = true;
        ended = true;
        report(scan);
        Usage told = usage == null ? Usage.NONE : usage;
        FinishReason finish = finish(scan.lenient("stop_reason"), AnthropicText.calls(scan));
        return new UpstreamAnswer(
                DialectName.ANTHROPIC_MESSAGES,
                body,
                Optional.ofNullable(usage),
                counting ? Optional.empty() : Optional.of(finish),
                new ScannedAnswer(scan, () -> answer(scan, finish, told)));
    }

    private static Answer answer(JsonScan scan, FinishReason finish, Usage usage) {
        return new Answer(
                scan.lenient("id"),
                scan.objects("content", AnthropicAnswers::part),
                finish,
                Optional.of(scan.lenient("stop_sequence")).filter(text -> !text.isEmpty()),
                usage);
    }

    /** Blocks of server tools have no neutral form; their results stand in the text after them. */
    private static Optional<Part> part(JsonScan block) {
        return switch (block.lenient("type")) {
            case "text" -> Optional.of(new Part.Text(block.lenient("text")));
            case "tool_use" ->
                    Optional.of(
                            new Part.ToolCall(
                                    block.lenient("id"),
                                    block.lenient("name"),
                                    block.raw("input")
                                            .map(Json::scanned)
                                            .map(JsonNode::toString)
                                            .orElse("")));
            case "thinking" ->
                    Optional.of(
                            new Part.Thinking(
                                    block.lenient("thinking"),
                                    Optional.of(block.lenient("signature"))
                                            .filter(signature -> !signature.isEmpty()),
                                    DialectName.ANTHROPIC_MESSAGES));
            case "redacted_thinking" ->
                    Optional.of(
                            new Part.RedactedThinking(
                                    block.lenient("data"), DialectName.ANTHROPIC_MESSAGES));
            default -> Optional.empty();
        };
    }

    @Override
    public UpstreamEvent event(SseEvent event) {
        TextTemplate template = alike.like(event.data());
        if (template != null) {
            return UpstreamEvent.ofText(
                    DialectName.ANTHROPIC_MESSAGES,
                    event,
                    null,
                    template,
                    template.meaning(event.data()));
        }
        JsonScan data = JsonScan.ofUpstream(event.data());
        BodyWalk.Span text = AnthropicText.of(data);
        if (text != null) {
            return text(event, data, text);
        }
        List<StreamEvent> meaning = new ArrayList<>();
        boolean content = false;
        switch (data.lenient("type")) {
            case "message_start" -> {
                JsonScan message = data.within("message");
                started = true;
                report(message);
                meaning.add(new StreamEvent.Started(message.lenient("id")));
            }
            case "content_block_start" -> content = blockStart(data, meaning);
            case "content_block_delta" -> content = blockDelta(data, meaning);
            case "content_block_stop" -> blockStop(data, meaning);
            case "message_delta" -> messageDelta(data, meaning);
            case "message_stop" -> {
                if (!started || !finished) {
                    throw new ProtocolFault("message_start and a stop_reason before message_stop");
                }
                ended = true;
            }
            case "error" -> {
                UpstreamFault fault = fault(500, Headers.NONE, Json.scanned(data.bytes()));
                return UpstreamEvent.failed(DialectName.ANTHROPIC_MESSAGES, event, fault);
            }
            case "" -> throw new ProtocolFault("an event with a type");
            default -> {}
        }
        return step(event, data, content, meaning);
    }

    private UpstreamEvent text(SseEvent event, JsonScan data, BodyWalk.Span place) {
        TextTemplate next = alike.learn(event.data(), place);
        String text = JsonText.read(event.data(), place.start(), place.end());
        List<StreamEvent> meaning =
                text.isEmpty() ? List.of() : List.of(new StreamEvent.TextDelta(text));
        return next == null
                ? step(event, data, !text.isEmpty(), meaning)
                : UpstreamEvent.ofText(DialectName.ANTHROPIC_MESSAGES, event, data, next, meaning);
    }

    private static UpstreamEvent step(
            SseEvent event, JsonScan scan, boolean content, List<StreamEvent> meaning) {
        return UpstreamEvent.of(DialectName.ANTHROPIC_MESSAGES, event, scan, content, meaning);
    }

    /** Whether the start of a block has content already: thinking and empty text have none. */
    private boolean blockStart(JsonScan data, List<StreamEvent> meaning) {
        JsonScan block = data.within("content_block");
        String type = block.lenient("type");
        String text = block.lenient("text");
        switch (type) {
            case "tool_use" -> callStart(data.index("index"), block, meaning);
            case "redacted_thinking" ->
                    meaning.add(
                            new StreamEvent.RedactedThinking(
                                    block.lenient("data"), DialectName.ANTHROPIC_MESSAGES));
            case "text" -> {
                if (!text.isEmpty()) {
                    meaning.add(new StreamEvent.TextDelta(text));
                }
            }
            default -> {}
        }
        return !type.equals("thinking") && !(type.equals("text") && text.isEmpty());
    }

    private void callStart(int block, JsonScan call, List<StreamEvent> meaning) {
        int index = callOfBlock.size();
        callOfBlock.put(block, index);
        meaning.add(
                new StreamEvent.ToolCallStarted(index, call.lenient("id"), call.lenient("name")));
        JsonNode input = call.raw("input").map(Json::scanned).orElseGet(Json::object);
        if (input.isEmpty()) {
            withoutArguments.add(index);
        } else {
            meaning.add(new StreamEvent.ToolCallDelta(index, input.toString()));
        }
    }

    /** Whether the delta has content: empty ones and citations must not commit the reply. */
    private boolean blockDelta(JsonScan data, List<StreamEvent> meaning) {
        JsonScan delta = data.within("delta");
        return switch (delta.lenient("type")) {
            case "text_delta" -> told(delta.lenient("text"), StreamEvent.TextDelta::new, meaning);
            case "thinking_delta" ->
                    told(delta.lenient("thinking"), StreamEvent.ThinkingDelta::new, meaning);
            case "signature_delta" ->
                    told(
                            delta.lenient("signature"),
                            text ->
                                    new StreamEvent.ThinkingSignature(
                                            text, DialectName.ANTHROPIC_MESSAGES),
                            meaning);
            case "input_json_delta" -> {
                Integer call = callOfBlock.get(data.index("index"));
                String json = delta.lenient("partial_json");
                if (call == null || json.isEmpty()) {
                    yield !json.isEmpty();
                }
                withoutArguments.remove(call);
                yield meaning.add(new StreamEvent.ToolCallDelta(call, json));
            }
            default -> false;
        };
    }

    /** A call without arguments is a call with no argument: other protocols want it said. */
    private void blockStop(JsonScan data, List<StreamEvent> meaning) {
        Integer call = callOfBlock.get(data.index("index"));
        if (call != null && withoutArguments.remove(call)) {
            meaning.add(new StreamEvent.ToolCallDelta(call, "{}"));
        }
    }

    private static boolean told(
            String text, Function<String, StreamEvent> step, List<StreamEvent> meaning) {
        if (!text.isEmpty()) {
            meaning.add(step.apply(text));
        }
        return !text.isEmpty();
    }

    private void messageDelta(JsonScan data, List<StreamEvent> meaning) {
        JsonScan delta = data.within("delta");
        report(data);
        if (delta.token("stop_reason") == JsonToken.VALUE_STRING) {
            finished = true;
            withoutArguments.forEach(
                    call -> meaning.add(new StreamEvent.ToolCallDelta(call, "{}")));
            withoutArguments.clear();
            meaning.add(
                    new StreamEvent.Finished(
                            finish(delta.lenient("stop_reason"), !callOfBlock.isEmpty()),
                            Optional.of(delta.lenient("stop_sequence"))
                                    .filter(text -> !text.isEmpty())));
        }
        if (usage != null) {
            meaning.add(new StreamEvent.UsageSoFar(usage));
        }
    }

    /** The numbers are cumulative: one that is told again replaces, it does not add. */
    private void report(JsonScan scan) {
        counts.read(scan, "usage");
        usage = counts.know("input_tokens", "output_tokens") ? told() : null;
    }

    private Usage told() {
        long written = counts.of("cache_creation_input_tokens");
        long output = counts.of("output_tokens");
        return new Usage(
                counts.of("input_tokens"),
                counts.of("cache_read_input_tokens"),
                written,
                Math.min(written, counts.of("ephemeral_1h_input_tokens")),
                output,
                Math.min(output, counts.of("thinking_tokens")));
    }

    private static FinishReason finish(String word, boolean called) {
        return switch (word) {
            case "max_tokens" -> FinishReason.LENGTH;
            case "model_context_window_exceeded" -> FinishReason.CONTEXT_WINDOW;
            case "tool_use" -> FinishReason.TOOL_CALLS;
            case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
            case "refusal" -> FinishReason.REFUSAL;
            case "pause_turn" -> FinishReason.PAUSE_TURN;
            default -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    }

    static UpstreamFault fault(int status, Headers headers, JsonNode body) {
        JsonNode error = body.path("error");
        return UpstreamWords.fault(
                status, headers, Json.lenient(error, "type"), Json.lenient(error, "message"), "");
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public Optional<Usage> usage() {
        return Optional.ofNullable(usage);
    }
}
