package io.sallyport.dialect;

import static io.sallyport.dialect.FieldKind.FLAG;
import static io.sallyport.dialect.FieldKind.NUMBER;
import static io.sallyport.dialect.FieldKind.OBJECT;
import static io.sallyport.dialect.FieldKind.OBJECTS;
import static io.sallyport.dialect.FieldKind.TEXT;
import static io.sallyport.dialect.FieldKind.TEXTS;
import static io.sallyport.dialect.FieldKind.TEXT_OR_OBJECTS;
import static io.sallyport.dialect.FieldKind.TEXT_OR_OBJECTS_OR_NOTHING;
import static io.sallyport.dialect.FieldKind.WHOLE;

import io.sallyport.dialect.ObjectRules.Tagging;
import java.util.Map;

/** What is checked of a Messages body, whoever serves it (Anthropic API reference). */
final class AnthropicRules {
    /** The blocks of a tool's result; blocks that we do not know may hold anything there. */
    private static final ObjectRules INNER =
            new ObjectRules(
                    "type",
                    Tagging.OPTIONAL,
                    Map.of(),
                    Map.of("text", Map.of("text", TEXT), "image", Map.of("source", OBJECT)),
                    Map.of());

    static final ObjectRules BLOCK =
            new ObjectRules(
                    "type",
                    Tagging.REQUIRED,
                    Map.of(),
                    Map.of(
                            "text",
                            Map.of("text", TEXT),
                            "image",
                            Map.of("source", OBJECT),
                            "document",
                            Map.of("source", OBJECT),
                            "thinking",
                            Map.of("thinking", TEXT),
                            "redacted_thinking",
                            Map.of("data", TEXT),
                            "tool_use",
                            Map.of("id", TEXT, "name", TEXT, "input", OBJECT),
                            "tool_result",
                            Map.of("tool_use_id", TEXT, "content", TEXT_OR_OBJECTS_OR_NOTHING)),
                    Map.of("content", INNER));

    private static final Map<String, FieldKind> WITH_CONTENT = Map.of("content", TEXT_OR_OBJECTS);

    private static final ObjectRules MESSAGE =
            new ObjectRules(
                    "role",
                    Tagging.KNOWN,
                    Map.of("content", TEXT_OR_OBJECTS),
                    Map.of("user", WITH_CONTENT, "assistant", WITH_CONTENT, "system", WITH_CONTENT),
                    Map.of("content", BLOCK));

    static final ObjectRules BODY =
            ObjectRules.untagged(
                    Map.ofEntries(
                            Map.entry("model", TEXT),
                            Map.entry("models", TEXTS),
                            Map.entry("fallbacks", OBJECTS),
                            Map.entry("messages", OBJECTS),
                            Map.entry("system", TEXT_OR_OBJECTS),
                            Map.entry("max_tokens", WHOLE),
                            Map.entry("stream", FLAG),
                            Map.entry("stop_sequences", TEXTS),
                            Map.entry("temperature", NUMBER),
                            Map.entry("top_p", NUMBER),
                            Map.entry("top_k", WHOLE),
                            Map.entry("tools", OBJECTS),
                            Map.entry("tool_choice", OBJECT),
                            Map.entry("thinking", OBJECT),
                            Map.entry("output_config", OBJECT),
                            Map.entry("output_format", OBJECT),
                            Map.entry("metadata", OBJECT),
                            Map.entry("mcp_servers", OBJECTS),
                            Map.entry("context_management", OBJECT),
                            Map.entry("service_tier", TEXT)),
                    Map.of(
                            "messages",
                            MESSAGE,
                            "system",
                            BLOCK,
                            "tools",
                            ObjectRules.untagged(
                                    Map.of("type", TEXT, "name", TEXT, "input_schema", OBJECT),
                                    Map.of()),
                            "tool_choice",
                            ObjectRules.untagged(
                                    Map.of(
                                            "type", TEXT,
                                            "name", TEXT,
                                            "disable_parallel_tool_use", FLAG),
                                    Map.of()),
                            "thinking",
                            ObjectRules.untagged(
                                    Map.of("type", TEXT, "budget_tokens", WHOLE), Map.of()),
                            "output_config",
                            ObjectRules.untagged(
                                    Map.of("effort", TEXT, "format", OBJECT), Map.of()),
                            "metadata",
                            ObjectRules.untagged(Map.of("user_id", TEXT), Map.of())));

    private AnthropicRules() {}
}
