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
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Reads the answer of a Chat Completions upstream. */
final class OpenAiAnswers implements AnswerReader {
    private static final CountNames COUNTS =
            new CountNames(
                    List.of("prompt_tokens", "completion_tokens"),
                    Map.of(
                            "prompt_tokens_details",
                            List.of("cached_tokens", "cache_write_tokens"),
                            "completion_tokens_details",
                            List.of("reasoning_tokens")));

    private final OpenAiCalls calls = new OpenAiCalls();
    private final ToldCounts counts = new ToldCounts(COUNTS);
    private final AlikeEvents alike = new AlikeEvents();
    private @Nullable Usage usage;
    private boolean started;
    private boolean refused;
    private boolean finished;
    private boolean ended;

    @Override
    public UpstreamAnswer whole(byte[] body) {
        JsonScan scan = JsonScan.ofUpstream(body);
        OpenAiChoice choice = OpenAiChoice.first(scan, "message");
        if (!choice.speaks() || choice.finish() == null) {
            throw new ProtocolFault("a chat completion with a message and a finish_reason");
        }
        report(scan);
        finished = true;
        ended = true;
        FinishReason finish = finish(choice.finish(), choice.calls(), choice.refuses());
        return new UpstreamAnswer(
                DialectName.OPENAI_CHAT,
                body,
                Optional.ofNullable(usage),
                Optional.of(finish),
                new ScannedAnswer(scan, () -> answer(Json.scanned(scan.bytes()), finish)));
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
            return step(event, null, false, List.of());
        }
        TextTemplate template = alike.like(event.data());
        if (template != null) {
            return UpstreamEvent.ofText(
                    DialectName.OPENAI_CHAT, event, null, template, template.meaning(event.data()));
        }
        JsonScan scan = JsonScan.ofUpstream(event.data());
        if (scan.has("error")) {
            UpstreamFault fault = fault(500, Headers.NONE, Json.scanned(scan.bytes()));
            return UpstreamEvent.failed(DialectName.OPENAI_CHAT, event, fault);
        }
        if (scan.token("choices") != JsonToken.START_ARRAY) {
            throw new ProtocolFault("a chunk with choices");
        }
        OpenAiChoice choice = OpenAiChoice.first(scan, "delta");
        List<StreamEvent> meaning = new ArrayList<>(2);
        if (!started) {
            started = true;
            meaning.add(new StreamEvent.Started(scan.lenient("id")));
        }
        String text = choice.text();
        return text == null
                ? rich(event, scan, choice, meaning)
                : plain(event, scan, choice, text, meaning);
    }

    /** What nearly every chunk is: a piece of text, or nothing, and nothing else. */
    private UpstreamEvent plain(
            SseEvent event,
            JsonScan scan,
            OpenAiChoice choice,
            String text,
            List<StreamEvent> meaning) {
        if (!text.isEmpty()) {
            meaning.add(new StreamEvent.TextDelta(text));
        }
        boolean ends = choice.finish() != null || scan.token("usage") == JsonToken.START_OBJECT;
        if (!ends && choice.place() != null && meaning.size() == 1 && !text.isEmpty()) {
            TextTemplate next = alike.learn(event.data(), choice.place());
            if (next != null) {
                return UpstreamEvent.ofText(DialectName.OPENAI_CHAT, event, scan, next, meaning);
            }
        }
        ending(scan, choice, meaning);
        return step(event, scan, !text.isEmpty(), meaning);
    }

    private UpstreamEvent rich(
            SseEvent event, JsonScan scan, OpenAiChoice choice, List<StreamEvent> meaning) {
        JsonNode chunk = Json.scanned(scan.bytes());
        JsonNode first = chunk.path("choices").path(0);
        boolean content = saysSomething(first.path("delta"));
        boolean mended = delta(first, scan.lenient("id"), meaning);
        ending(scan, choice, meaning);
        return mended
                ? step(new SseEvent(event.name(), Json.bytes(chunk)), null, content, meaning)
                : step(event, scan, content, meaning);
    }

    private void ending(JsonScan scan, OpenAiChoice choice, List<StreamEvent> meaning) {
        String word = choice.finish();
        if (word != null) {
            finished = true;
            meaning.add(
                    new StreamEvent.Finished(finish(word, calls.any(), refused), Optional.empty()));
        }
        if (report(scan) && usage != null) {
            meaning.add(new StreamEvent.UsageSoFar(usage));
        }
    }

    /** Whether this ends the stream. */
    static boolean isDone(SseEvent event) {
        byte[] data = event.data();
        return data.length > 0
                && data[0] != '{'
                && new String(data, StandardCharsets.UTF_8).trim().equals("[DONE]");
    }

    private static UpstreamEvent step(
            SseEvent event, @Nullable JsonScan scan, boolean content, List<StreamEvent> meaning) {
        return UpstreamEvent.of(DialectName.OPENAI_CHAT, event, scan, content, meaning);
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

    /**
     * Reads the usage; false when none stands here. {@code prompt_tokens} includes the cached ones,
     * here they are apart.
     */
    private boolean report(JsonScan scan) {
        if (scan.token("usage") != JsonToken.START_OBJECT) {
            return false;
        }
        counts.read(scan, "usage");
        usage = counts.know("prompt_tokens", "completion_tokens") ? told() : null;
        return true;
    }

    private Usage told() {
        long prompt = counts.of("prompt_tokens");
        long cached = Math.min(prompt, counts.of("cached_tokens"));
        long written = Math.min(prompt - cached, counts.of("cache_write_tokens"));
        long output = counts.of("completion_tokens");
        long reasoning = Math.min(output, counts.of("reasoning_tokens"));
        return new Usage(prompt - cached - written, cached, written, output, reasoning);
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
