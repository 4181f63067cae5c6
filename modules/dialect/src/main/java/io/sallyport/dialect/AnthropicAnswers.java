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
import tools.jackson.databind.JsonNode;

/** Reads the answer of a Messages upstream. */
final class AnthropicAnswers implements AnswerReader {
    private final boolean counting;
    private final Map<Integer, Integer> callOfBlock = new LinkedHashMap<>();
    private final Set<Integer> withoutArguments = new TreeSet<>();
    private final ToldCounts counts = new ToldCounts();
    private @Nullable Usage usage;
    private boolean started;
    private boolean finished;
    private boolean ended;

    AnthropicAnswers(boolean counting) {
        this.counting = counting;
    }

    @Override
    public UpstreamAnswer whole(byte[] body) {
        JsonNode tree = Json.upstream(body);
        boolean complete =
                counting
                        ? tree.path("input_tokens").isIntegralNumber()
                        : tree.path("content").isArray() && tree.path("stop_reason").isString();
        if (!complete) {
            throw new ProtocolFault(counting ? "a token count" : "a message with a stop_reason");
        }
        finished = true;
        ended = true;
        report(tree.path("usage"));
        Usage told = usage;
        Optional<FinishReason> finish = counting ? Optional.empty() : Optional.of(finish(tree));
        return new UpstreamAnswer(
                DialectName.ANTHROPIC_MESSAGES,
                body,
                Optional.ofNullable(told),
                finish,
                () -> answer(tree, told == null ? Usage.NONE : told));
    }

    private static Answer answer(JsonNode tree, Usage usage) {
        List<Part> parts = new ArrayList<>();
        tree.path("content").forEach(block -> part(block).ifPresent(parts::add));
        return new Answer(
                Json.lenient(tree, "id"),
                parts,
                finish(tree),
                Optional.of(Json.lenient(tree, "stop_sequence")).filter(text -> !text.isEmpty()),
                usage);
    }

    /** Blocks of server tools have no neutral form; their results stand in the text after them. */
    private static Optional<Part> part(JsonNode block) {
        return switch (Json.lenient(block, "type")) {
            case "text" -> Optional.of(new Part.Text(Json.lenient(block, "text")));
            case "tool_use" ->
                    Optional.of(
                            new Part.ToolCall(
                                    Json.lenient(block, "id"),
                                    Json.lenient(block, "name"),
                                    block.path("input").toString()));
            case "thinking" ->
                    Optional.of(
                            new Part.Thinking(
                                    Json.lenient(block, "thinking"),
                                    Optional.of(Json.lenient(block, "signature"))
                                            .filter(signature -> !signature.isEmpty()),
                                    DialectName.ANTHROPIC_MESSAGES));
            case "redacted_thinking" ->
                    Optional.of(
                            new Part.RedactedThinking(
                                    Json.lenient(block, "data"), DialectName.ANTHROPIC_MESSAGES));
            default -> Optional.empty();
        };
    }

    @Override
    public UpstreamEvent event(SseEvent event) {
        String text = AnthropicText.of(JsonScan.ofUpstream(event.data()));
        if (text != null) {
            return new UpstreamEvent(
                    DialectName.ANTHROPIC_MESSAGES,
                    event,
                    !text.isEmpty(),
                    text.isEmpty() ? List.of() : List.of(new StreamEvent.TextDelta(text)),
                    Optional.empty());
        }
        JsonNode data = Json.upstream(event.data());
        List<StreamEvent> meaning = new ArrayList<>();
        boolean content = false;
        switch (Json.lenient(data, "type")) {
            case "message_start" -> {
                started = true;
                report(data.path("message").path("usage"));
                meaning.add(new StreamEvent.Started(Json.lenient(data.path("message"), "id")));
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
                return new UpstreamEvent(
                        DialectName.ANTHROPIC_MESSAGES,
                        event,
                        false,
                        List.of(),
                        Optional.of(fault(500, Headers.NONE, data)));
            }
            case "" -> throw new ProtocolFault("an event with a type");
            default -> {}
        }
        return new UpstreamEvent(
                DialectName.ANTHROPIC_MESSAGES, event, content, meaning, Optional.empty());
    }

    /** Whether the start of a block has content already: thinking and empty text have none. */
    private boolean blockStart(JsonNode data, List<StreamEvent> meaning) {
        JsonNode block = data.path("content_block");
        String type = Json.lenient(block, "type");
        String text = Json.lenient(block, "text");
        switch (type) {
            case "tool_use" -> callStart(data.path("index").asInt(0), block, meaning);
            case "redacted_thinking" ->
                    meaning.add(
                            new StreamEvent.RedactedThinking(
                                    Json.lenient(block, "data"), DialectName.ANTHROPIC_MESSAGES));
            case "text" -> {
                if (!text.isEmpty()) {
                    meaning.add(new StreamEvent.TextDelta(text));
                }
            }
            default -> {}
        }
        return !type.equals("thinking") && !(type.equals("text") && text.isEmpty());
    }

    private void callStart(int block, JsonNode call, List<StreamEvent> meaning) {
        int index = callOfBlock.size();
        callOfBlock.put(block, index);
        meaning.add(
                new StreamEvent.ToolCallStarted(
                        index, Json.lenient(call, "id"), Json.lenient(call, "name")));
        if (call.path("input").isEmpty()) {
            withoutArguments.add(index);
        } else {
            meaning.add(new StreamEvent.ToolCallDelta(index, call.path("input").toString()));
        }
    }

    /** Whether the delta has content: empty ones and citations must not commit the reply. */
    private boolean blockDelta(JsonNode data, List<StreamEvent> meaning) {
        JsonNode delta = data.path("delta");
        return switch (Json.lenient(delta, "type")) {
            case "text_delta" -> told(delta, "text", StreamEvent.TextDelta::new, meaning);
            case "thinking_delta" ->
                    told(delta, "thinking", StreamEvent.ThinkingDelta::new, meaning);
            case "signature_delta" ->
                    told(
                            delta,
                            "signature",
                            text ->
                                    new StreamEvent.ThinkingSignature(
                                            text, DialectName.ANTHROPIC_MESSAGES),
                            meaning);
            case "input_json_delta" -> {
                Integer call = callOfBlock.get(data.path("index").asInt(0));
                if (call != null && !Json.lenient(delta, "partial_json").isEmpty()) {
                    withoutArguments.remove(call);
                }
                yield call == null
                        ? !Json.lenient(delta, "partial_json").isEmpty()
                        : told(
                                delta,
                                "partial_json",
                                json -> new StreamEvent.ToolCallDelta(call, json),
                                meaning);
            }
            default -> false;
        };
    }

    /** A call without arguments is a call with no argument: other protocols want it said. */
    private void blockStop(JsonNode data, List<StreamEvent> meaning) {
        Integer call = callOfBlock.get(data.path("index").asInt(0));
        if (call != null && withoutArguments.remove(call)) {
            meaning.add(new StreamEvent.ToolCallDelta(call, "{}"));
        }
    }

    private static boolean told(
            JsonNode delta,
            String field,
            Function<String, StreamEvent> step,
            List<StreamEvent> meaning) {
        String text = Json.lenient(delta, field);
        if (!text.isEmpty()) {
            meaning.add(step.apply(text));
        }
        return !text.isEmpty();
    }

    private void messageDelta(JsonNode data, List<StreamEvent> meaning) {
        JsonNode delta = data.path("delta");
        report(data.path("usage"));
        if (delta.path("stop_reason").isString()) {
            finished = true;
            withoutArguments.forEach(
                    call -> meaning.add(new StreamEvent.ToolCallDelta(call, "{}")));
            withoutArguments.clear();
            meaning.add(
                    new StreamEvent.Finished(
                            finish(Json.lenient(delta, "stop_reason"), !callOfBlock.isEmpty()),
                            Optional.of(Json.lenient(delta, "stop_sequence"))
                                    .filter(text -> !text.isEmpty())));
        }
        if (usage != null) {
            meaning.add(new StreamEvent.UsageSoFar(usage));
        }
    }

    /** The numbers are cumulative: one that is told again replaces, it does not add. */
    private void report(JsonNode told) {
        counts.read(
                told,
                "input_tokens",
                "cache_read_input_tokens",
                "cache_creation_input_tokens",
                "output_tokens");
        counts.read(told.path("cache_creation"), "ephemeral_1h_input_tokens");
        counts.read(told.path("output_tokens_details"), "thinking_tokens");
        if (!counts.know("input_tokens", "output_tokens")) {
            usage = null;
            return;
        }
        long written = counts.of("cache_creation_input_tokens");
        long output = counts.of("output_tokens");
        usage =
                new Usage(
                        counts.of("input_tokens"),
                        counts.of("cache_read_input_tokens"),
                        written,
                        Math.min(written, counts.of("ephemeral_1h_input_tokens")),
                        output,
                        Math.min(output, counts.of("thinking_tokens")));
    }

    private static FinishReason finish(JsonNode message) {
        boolean called = false;
        for (JsonNode block : message.path("content")) {
            called |= Json.lenient(block, "type").equals("tool_use");
        }
        return finish(Json.lenient(message, "stop_reason"), called);
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
