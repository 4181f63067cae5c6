package io.sallyport.dialect;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.content.Conversation;
import io.sallyport.exchange.content.Media;
import io.sallyport.exchange.content.Message;
import io.sallyport.exchange.content.Message.Role;
import io.sallyport.exchange.content.Part;
import io.sallyport.exchange.content.Reasoning;
import io.sallyport.exchange.content.ResponseFormat;
import io.sallyport.exchange.content.Sampling;
import io.sallyport.exchange.content.Tool;
import io.sallyport.exchange.content.ToolChoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A Messages request as a neutral conversation. Source of the fields: Anthropic API reference,
 * "Create a message"; system messages inside the list since API version 2026-10-21. Cache hints are
 * left out: other vendors cache by themselves. So are context_management, service_tier and top_k,
 * which are hints; what decides over the answer and has no twin elsewhere is refused by name.
 */
final class AnthropicDecoder {
    private static final List<String> WITHOUT_TWIN = List.of("mcp_servers", "inference_geo");

    private final JsonNode body;
    private final Set<String> calls = new HashSet<>();

    private AnthropicDecoder(byte[] body) {
        this.body = Json.tree(body);
    }

    /** Reads a body that {@link JsonScan} has checked. */
    static Conversation read(byte[] body) {
        return new AnthropicDecoder(body).conversation();
    }

    private Conversation conversation() {
        for (String field : WITHOUT_TWIN) {
            JsonNode value = body.path(field);
            if (Json.present(body, field) && !(value.isArray() && value.isEmpty())) {
                throw DialectRejection.unsupported(
                        field,
                        "the model that serves this request has no such parameter; leave it out"
                                + " or ask for a Claude model");
            }
        }
        List<Message> messages = new ArrayList<>();
        List<Part> system = content(body, "system", "");
        if (!system.isEmpty()) {
            messages.add(new Message(Role.SYSTEM, system));
        }
        int index = 0;
        for (JsonNode message : Json.items(body, "messages", "")) {
            messages.add(message(message, "messages[" + index++ + "]"));
        }
        JsonNode choice = body.path("tool_choice");
        return new Conversation(
                messages,
                tools(),
                toolChoice(choice),
                Json.optionalFlag(choice, "disable_parallel_tool_use", "tool_choice")
                        .map(disabled -> !disabled),
                format(),
                reasoning(),
                sampling(),
                Json.optionalText(body.path("metadata"), "user_id", "metadata"));
    }

    private Message message(JsonNode message, String path) {
        Json.requireObject(message, path);
        Role role =
                switch (Json.text(message, "role", path)) {
                    case "user" -> Role.USER;
                    case "assistant" -> Role.ASSISTANT;
                    case "system" -> Role.SYSTEM;
                    default ->
                            throw DialectRejection.invalid(
                                    path + ".role", "must be user, assistant or system");
                };
        if (!Json.present(message, "content")) {
            throw DialectRejection.invalid(path + ".content", "is required");
        }
        return new Message(role, content(message, "content", path));
    }

    private List<Part> content(JsonNode parent, String name, String path) {
        JsonNode content = parent.path(name);
        if (content.isString()) {
            String text = content.stringValue();
            return text.isEmpty() ? List.of() : List.of(new Part.Text(text));
        }
        List<Part> parts = new ArrayList<>();
        int index = 0;
        for (JsonNode block : Json.items(parent, name, path)) {
            parts.add(part(block, Json.join(path, name) + "[" + index++ + "]"));
        }
        return parts;
    }

    private Part part(JsonNode block, String path) {
        Json.requireObject(block, path);
        return switch (Json.text(block, "type", path)) {
            case "text" -> new Part.Text(Json.text(block, "text", path));
            case "image" ->
                    new Part.Image(media(block.path("source"), path + ".source"), Optional.empty());
            case "document" -> document(block, path);
            case "tool_use" -> toolUse(block, path);
            case "tool_result" -> toolResult(block, path);
            case "tool_reference" ->
                    new Part.Text("Tool available: " + Json.text(block, "tool_name", path));
            case "thinking" ->
                    new Part.Thinking(
                            Json.optionalText(block, "thinking", path).orElse(""),
                            Json.optionalText(block, "signature", path)
                                    .filter(signature -> !signature.isEmpty()),
                            DialectName.ANTHROPIC_MESSAGES);
            case "redacted_thinking" ->
                    new Part.RedactedThinking(
                            Json.text(block, "data", path), DialectName.ANTHROPIC_MESSAGES);
            default ->
                    throw DialectRejection.unsupported(
                            path + ".type",
                            "the model that serves this request has no such content block");
        };
    }

    private Part toolUse(JsonNode block, String path) {
        String id = Json.text(block, "id", path);
        calls.add(id);
        return new Part.ToolCall(
                id, Json.text(block, "name", path), block.path("input").toString());
    }

    private Part toolResult(JsonNode block, String path) {
        String id = Json.text(block, "tool_use_id", path);
        if (!calls.contains(id)) {
            throw DialectRejection.invalid(
                    path + ".tool_use_id",
                    "answers no tool_use of an assistant message before it; send the call too");
        }
        return new Part.ToolResult(
                id,
                Json.optionalFlag(block, "is_error", path).orElse(false),
                content(block, "content", path));
    }

    private static Part document(JsonNode block, String path) {
        JsonNode source = block.path("source");
        if (Json.lenient(source, "type").equals("text")) {
            return new Part.Text(Json.text(source, "data", path + ".source"));
        }
        return new Part.Document(
                media(source, path + ".source"), Json.optionalText(block, "title", path));
    }

    private static Media media(JsonNode source, String path) {
        Json.requireObject(source, path);
        return switch (Json.text(source, "type", path)) {
            case "base64" ->
                    new Media.Inline(
                            Json.text(source, "media_type", path), Json.text(source, "data", path));
            case "url" -> new Media.Remote(Json.text(source, "url", path));
            default ->
                    throw DialectRejection.unsupported(
                            path + ".type", "stored files are not available; send base64 or url");
        };
    }

    private List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        int index = 0;
        for (JsonNode tool : Json.items(body, "tools", "")) {
            String path = "tools[" + index++ + "]";
            Json.requireObject(tool, path);
            String type = Json.optionalText(tool, "type", path).orElse("custom");
            if (!type.equals("custom")) {
                throw DialectRejection.unsupported(
                        path + ".type",
                        "the model that serves this request has no such server tool; leave it out"
                                + " or ask for a Claude model");
            }
            tools.add(
                    new Tool(
                            Json.text(tool, "name", path),
                            Json.optionalText(tool, "description", path),
                            tool.path("input_schema").isObject()
                                    ? tool.path("input_schema").toString()
                                    : "{\"type\":\"object\"}",
                            Json.optionalFlag(tool, "strict", path)));
        }
        return tools;
    }

    private static ToolChoice toolChoice(JsonNode choice) {
        if (!choice.isObject()) {
            return new ToolChoice.Auto();
        }
        return switch (Json.text(choice, "type", "tool_choice")) {
            case "auto" -> new ToolChoice.Auto();
            case "any" -> new ToolChoice.Required();
            case "none" -> new ToolChoice.None();
            case "tool" -> new ToolChoice.Named(Json.text(choice, "name", "tool_choice"));
            default ->
                    throw DialectRejection.invalid(
                            "tool_choice.type", "must be auto, any, none or tool");
        };
    }

    private ResponseFormat format() {
        JsonNode format = body.path("output_config").path("format");
        format = format.isObject() ? format : body.path("output_format");
        if (!format.isObject()) {
            return new ResponseFormat.Free();
        }
        if (!Json.text(format, "type", "output_config.format").equals("json_schema")) {
            throw DialectRejection.invalid("output_config.format.type", "must be json_schema");
        }
        Json.requireObject(format.path("schema"), "output_config.format.schema");
        return new ResponseFormat.JsonSchema(
                "answer", format.path("schema").toString(), Optional.of(true));
    }

    /** Adaptive thinking without an effort asks for nothing that a model does not do anyway. */
    private Optional<Reasoning> reasoning() {
        Optional<String> effort =
                Json.optionalText(body.path("output_config"), "effort", "output_config");
        JsonNode thinking = body.path("thinking");
        return switch (thinking.isObject() ? Json.text(thinking, "type", "thinking") : "") {
            case "enabled" ->
                    Optional.of(
                            new Reasoning(
                                    true,
                                    effort,
                                    Json.optionalInt(thinking, "budget_tokens", "thinking")));
            case "disabled" -> Optional.of(new Reasoning(false, effort, OptionalInt.empty()));
            default -> effort.map(word -> new Reasoning(true, effort, OptionalInt.empty()));
        };
    }

    private Sampling sampling() {
        List<String> stop = new ArrayList<>();
        Json.items(body, "stop_sequences", "").forEach(each -> stop.add(each.stringValue()));
        return new Sampling(
                Json.optionalInt(body, "max_tokens", ""),
                Json.optionalDouble(body, "temperature", ""),
                Json.optionalDouble(body, "top_p", ""),
                Json.optionalInt(body, "top_k", ""),
                stop);
    }
}
