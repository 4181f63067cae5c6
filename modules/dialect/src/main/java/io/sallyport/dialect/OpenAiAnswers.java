package io.sallyport.dialect;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.FinishReason;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.Usage;
import io.sallyport.exchange.content.Answer;
import io.sallyport.exchange.content.Part;
import io.sallyport.exchange.content.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the answer of a Chat Completions upstream. */
final class OpenAiAnswers implements AnswerReader {
    private final OpenAiCalls calls = new OpenAiCalls();
    private final ToldCounts counts = new ToldCounts();
    private @Nullable Usage usage;
    private boolean started;
    private boolean refused;
    private boolean finished;
    private boolean ended;

    @Override
    public UpstreamAnswer whole(byte[] body) {
        JsonScan scan = JsonScan.ofUpstream(body);
        JsonScan.Field choices = scan.fields().get("choices");
        OpenAiChoice choice = choices == null ? null : OpenAiChoice.first(scan, choices, "message");
        if (choice == null || !choice.speaks() || choice.finish() == null) {
            throw new ProtocolFault("a chat completion with a message and a finish_reason");
        }
        scan.raw("usage").map(Json::tree).ifPresent(this::report);
        finished = true;
        ended = true;
        FinishReason finish = finish(choice.finish(), choice.calls(), choice.refuses());
        return new UpstreamAnswer(
                DialectName.OPENAI_CHAT,
                body,
                Optional.ofNullable(usage),
                Optional.of(finish),
                new ScannedAnswer(scan, () -> answer(Json.upstream(body), finish)));
    }

    private Answer answer(JsonNode tree, FinishReason finish) {
        JsonNode message = tree.path("choices").path(0).path("message");
        List<Part> parts = new ArrayList<>();
        String thought = thought(message);
        if (!thought.isEmpty()) {
            parts.add(new Part.Thinking(thought, Optional.empty(), DialectName.OPENAI_CHAT));
        }
        String text = text(message.path("content"));
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
        }
        if (!Json.lenient(message, "refusal").isEmpty()) {
            parts.add(new Part.Refusal(Json.lenient(message, "refusal")));
        }
        parts.addAll(OpenAiCalls.whole(tree, message));
        Usage told = usage;
        return new Answer(
                Json.lenient(tree, "id"),
                parts,
                finish,
                Optional.empty(),
                told == null ? Usage.NONE : told);
    }

    @Override
    public UpstreamEvent event(SseEvent event) {
        if (isDone(event)) {
            if (!finished) {
                throw new ProtocolFault("a finish_reason before [DONE]");
            }
            ended = true;
            return step(event, false, List.of());
        }
        UpstreamEvent plain = plain(event);
        if (plain != null) {
            return plain;
        }
        JsonNode chunk = Json.upstream(event.data());
        if (Json.present(chunk, "error")) {
            return new UpstreamEvent(
                    DialectName.OPENAI_CHAT,
                    event,
                    false,
                    List.of(),
                    Optional.of(fault(500, Headers.NONE, chunk)));
        }
        if (!chunk.path("choices").isArray()) {
            throw new ProtocolFault("a chunk with choices");
        }
        List<StreamEvent> meaning = new ArrayList<>();
        if (!started) {
            started = true;
            meaning.add(new StreamEvent.Started(Json.lenient(chunk, "id")));
        }
        JsonNode choice = chunk.path("choices").path(0);
        boolean content = saysSomething(choice.path("delta"));
        boolean mended = delta(choice, Json.lenient(chunk, "id"), meaning);
        if (choice.path("finish_reason").isString()) {
            finished = true;
            meaning.add(
                    new StreamEvent.Finished(
                            finish(Json.lenient(choice, "finish_reason"), calls.any(), refused),
                            Optional.empty()));
        }
        report(chunk.path("usage"), meaning);
        SseEvent raw = mended ? new SseEvent(event.name(), Json.bytes(chunk)) : event;
        return step(raw, content, meaning);
    }

    /** Whether this ends the stream. */
    static boolean isDone(SseEvent event) {
        byte[] data = event.data();
        return data.length > 0
                && data[0] != '{'
                && new String(data, StandardCharsets.UTF_8).trim().equals("[DONE]");
    }

    /** What nearly every chunk is, a piece of text and nothing else; null when it is more. */
    private @Nullable UpstreamEvent plain(SseEvent event) {
        JsonScan scan = JsonScan.ofUpstream(event.data());
        JsonScan.Field choices = scan.fields().get("choices");
        if (choices == null || scan.has("error") || scan.has("usage")) {
            return null;
        }
        OpenAiChoice choice = OpenAiChoice.first(scan, choices, "delta");
        String text = choice.text();
        if (!choice.speaks() || choice.finish() != null || text == null) {
            return null;
        }
        List<StreamEvent> meaning = new ArrayList<>(2);
        if (!started) {
            started = true;
            meaning.add(new StreamEvent.Started(scan.lenient("id")));
        }
        if (!text.isEmpty()) {
            meaning.add(new StreamEvent.TextDelta(text));
        }
        return step(event, !text.isEmpty(), meaning);
    }

    private void report(JsonNode told, List<StreamEvent> meaning) {
        if (told.isObject()) {
            report(told);
            if (usage != null) {
                meaning.add(new StreamEvent.UsageSoFar(usage));
            }
        }
    }

    private static UpstreamEvent step(SseEvent event, boolean content, List<StreamEvent> meaning) {
        return new UpstreamEvent(
                DialectName.OPENAI_CHAT, event, content, meaning, Optional.empty());
    }

    /** Whether a delta has content, of whatever kind; every first one has a role and empty text. */
    private static boolean saysSomething(JsonNode delta) {
        for (Map.Entry<String, JsonNode> field : delta.properties()) {
            JsonNode value = field.getValue();
            boolean empty = value.isNull() || (value.isString() && value.stringValue().isEmpty());
            if (!field.getKey().equals("role") && !empty) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adds what the delta means; returns whether its tool calls had to be mended. The calls of a
     * further choice have indexes of their own; only a Chat caller can ask for one, and gets it as
     * it came.
     */
    private boolean delta(JsonNode choice, String answerId, List<StreamEvent> meaning) {
        JsonNode delta = choice.path("delta");
        String thought = thought(delta);
        if (!thought.isEmpty()) {
            meaning.add(new StreamEvent.ThinkingDelta(thought));
        }
        String text = text(delta.path("content"));
        if (!text.isEmpty()) {
            meaning.add(new StreamEvent.TextDelta(text));
        }
        if (!Json.lenient(delta, "refusal").isEmpty()) {
            refused = true;
            meaning.add(new StreamEvent.RefusalDelta(Json.lenient(delta, "refusal")));
        }
        return choice.path("index").asInt(0) == 0
                && calls.read(delta.path("tool_calls"), answerId, meaning);
    }

    /** Text, or the list of parts that some compatible servers send in its place. */
    private static String text(JsonNode content) {
        if (content.isNull() || content.isMissingNode()) {
            return "";
        }
        if (content.isString()) {
            return content.stringValue();
        }
        if (!content.isArray()) {
            throw new ProtocolFault("content as text");
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(Json.lenient(part, "text")));
        return text.toString();
    }

    /** DeepSeek and vLLM call it {@code reasoning_content}, others {@code reasoning}. */
    private static String thought(JsonNode message) {
        String thought = Json.lenient(message, "reasoning_content");
        return thought.isEmpty() ? Json.lenient(message, "reasoning") : thought;
    }

    /** A forced call ends with "stop" at OpenAI itself, and so does a refusal in words. */
    private static FinishReason finish(String word, boolean called, boolean refused) {
        return switch (word) {
            case "length" -> FinishReason.LENGTH;
            case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
            case "content_filter" -> FinishReason.REFUSAL;
            default ->
                    called
                            ? FinishReason.TOOL_CALLS
                            : refused ? FinishReason.REFUSAL : FinishReason.STOP;
        };
    }

    /** {@code prompt_tokens} includes the cached ones, here they are apart. */
    private void report(JsonNode told) {
        if (!told.isObject()) {
            return;
        }
        counts.read(told, "prompt_tokens", "completion_tokens");
        counts.read(told.path("prompt_tokens_details"), "cached_tokens", "cache_write_tokens");
        counts.read(told.path("completion_tokens_details"), "reasoning_tokens");
        if (!counts.know("prompt_tokens", "completion_tokens")) {
            usage = null;
            return;
        }
        long prompt = counts.of("prompt_tokens");
        long cached = Math.min(prompt, counts.of("cached_tokens"));
        long written = Math.min(prompt - cached, counts.of("cache_write_tokens"));
        long output = counts.of("completion_tokens");
        long reasoning = Math.min(output, counts.of("reasoning_tokens"));
        usage = new Usage(prompt - cached - written, cached, written, output, reasoning);
    }

    static UpstreamFault fault(int status, Headers headers, JsonNode body) {
        JsonNode error = body.path("error");
        String code = Json.lenient(error, "code");
        return UpstreamWords.fault(
                status,
                headers,
                code.isEmpty() ? Json.lenient(error, "type") : code,
                Json.lenient(error, "message"),
                Json.lenient(error, "param"));
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
