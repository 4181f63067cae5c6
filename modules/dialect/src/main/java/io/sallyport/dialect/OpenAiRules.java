package io.sallyport.dialect;

import static io.sallyport.dialect.FieldKind.ARRAY;
import static io.sallyport.dialect.FieldKind.FLAG;
import static io.sallyport.dialect.FieldKind.NUMBER;
import static io.sallyport.dialect.FieldKind.OBJECT;
import static io.sallyport.dialect.FieldKind.OBJECTS;
import static io.sallyport.dialect.FieldKind.TEXT;
import static io.sallyport.dialect.FieldKind.TEXTS;
import static io.sallyport.dialect.FieldKind.TEXT_OR_OBJECT;
import static io.sallyport.dialect.FieldKind.TEXT_OR_OBJECTS;
import static io.sallyport.dialect.FieldKind.TEXT_OR_TEXTS;
import static io.sallyport.dialect.FieldKind.WHOLE;

import io.sallyport.dialect.ObjectRules.Tagging;
import java.util.Map;

/** What is checked of a Chat Completions body, whoever serves it (OpenAI API reference). */
final class OpenAiRules {
    private static final ObjectRules CALL =
            ObjectRules.untagged(
                    Map.of("id", TEXT, "type", TEXT, "function", OBJECT),
                    Map.of(
                            "function",
                            ObjectRules.untagged(
                                    Map.of("name", TEXT, "arguments", TEXT), Map.of())));

    private static final ObjectRules PART =
            new ObjectRules(
                    "type",
                    Tagging.REQUIRED,
                    Map.of(),
                    Map.of(
                            "text", Map.of("text", TEXT),
                            "refusal", Map.of("refusal", TEXT),
                            "image_url", Map.of("image_url", OBJECT),
                            "input_audio", Map.of("input_audio", OBJECT),
                            "file", Map.of("file", OBJECT)),
                    Map.of());

    private static final Map<String, FieldKind> WITH_CONTENT = Map.of("content", TEXT_OR_OBJECTS);

    private static final ObjectRules MESSAGE =
            new ObjectRules(
                    "role",
                    Tagging.KNOWN,
                    Map.of(
                            "content", TEXT_OR_OBJECTS,
                            "name", TEXT,
                            "refusal", TEXT,
                            "tool_call_id", TEXT,
                            "tool_calls", OBJECTS,
                            "function_call", OBJECT),
                    Map.of(
                            "system",
                            WITH_CONTENT,
                            "developer",
                            WITH_CONTENT,
                            "user",
                            WITH_CONTENT,
                            "assistant",
                            Map.of(),
                            "tool",
                            Map.of("content", TEXT_OR_OBJECTS, "tool_call_id", TEXT),
                            "function",
                            Map.of("name", TEXT)),
                    Map.of("content", PART, "tool_calls", CALL));

    private static final ObjectRules TOOL =
            ObjectRules.untagged(
                    Map.of("type", TEXT, "function", OBJECT),
                    Map.of(
                            "function",
                            ObjectRules.untagged(
                                    Map.of(
                                            "name", TEXT,
                                            "description", TEXT,
                                            "parameters", OBJECT,
                                            "strict", FLAG),
                                    Map.of())));

    static final ObjectRules BODY =
            ObjectRules.untagged(
                    Map.ofEntries(
                            Map.entry("model", TEXT),
                            Map.entry("models", TEXTS),
                            Map.entry("fallbacks", OBJECTS),
                            Map.entry("messages", OBJECTS),
                            Map.entry("stream", FLAG),
                            Map.entry("stream_options", OBJECT),
                            Map.entry("max_tokens", WHOLE),
                            Map.entry("max_completion_tokens", WHOLE),
                            Map.entry("n", WHOLE),
                            Map.entry("seed", WHOLE),
                            Map.entry("temperature", NUMBER),
                            Map.entry("top_p", NUMBER),
                            Map.entry("presence_penalty", NUMBER),
                            Map.entry("frequency_penalty", NUMBER),
                            Map.entry("logprobs", FLAG),
                            Map.entry("top_logprobs", WHOLE),
                            Map.entry("logit_bias", OBJECT),
                            Map.entry("stop", TEXT_OR_TEXTS),
                            Map.entry("tools", OBJECTS),
                            Map.entry("tool_choice", TEXT_OR_OBJECT),
                            Map.entry("parallel_tool_calls", FLAG),
                            Map.entry("functions", OBJECTS),
                            Map.entry("function_call", TEXT_OR_OBJECT),
                            Map.entry("response_format", OBJECT),
                            Map.entry("reasoning_effort", TEXT),
                            Map.entry("modalities", ARRAY),
                            Map.entry("audio", OBJECT),
                            Map.entry("prediction", OBJECT),
                            Map.entry("web_search_options", OBJECT),
                            Map.entry("metadata", OBJECT),
                            Map.entry("store", FLAG),
                            Map.entry("service_tier", TEXT),
                            Map.entry("user", TEXT)),
                    Map.of(
                            "messages",
                            MESSAGE,
                            "tools",
                            TOOL,
                            "stream_options",
                            ObjectRules.untagged(Map.of("include_usage", FLAG), Map.of()),
                            "response_format",
                            ObjectRules.untagged(
                                    Map.of("type", TEXT, "json_schema", OBJECT), Map.of())));

    private OpenAiRules() {}
}
