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
 * A Chat Completions request as a neutral conversation. Source of the fields: OpenAI API reference,
 * "Create chat completion".
 *
 * <p>A field that has no twin elsewhere and would change the answer is refused by name. What is
 * only a hint (prediction, service_tier, verbosity, prompt_cache_key) or says what OpenAI may keep
 * (store, metadata, safety_identifier) is left out.
 */
final class OpenAiDecoder {
    private static final List<String> WITHOUT_TWIN =
            List.of(
                    "logprobs",
                    "top_logprobs",
                    "logit_bias",
                    "seed",
                    "presence_penalty",
                    "frequency_penalty",
                    "audio",
                    "web_search_options",
                    "functions",
                    "function_call");

    private final JsonNode body;
    private final Set<String> calls = new HashSet<>();

    private OpenAiDecoder(byte[] body) {
        this.body = Json.tree(body);
    }

    /** Reads a body that {@link JsonScan} has checked. */
    static Conversation read(byte[] body) {
        return new OpenAiDecoder(body).conversation();
    }

    private Conversation conversation() {
        refuseWithoutTwin();
        return new Conversation(
                messages(),
                tools(),
                toolChoice(),
                Json.optionalFlag(body, "parallel_tool_calls", ""),
                format(),
                Json.optionalText(body, "reasoning_effort", "").map(OpenAiDecoder::reasoning),
                sampling(),
                Json.optionalText(body, "user", ""));
    }

    private void refuseWithoutTwin() {
        for (String name : WITHOUT_TWIN) {
            if (Json.present(body, name) && !saysNothing(name, body.path(name))) {
                throw DialectRejection.unsupported(
                        name,
                        "the model that serves this request has no such parameter; leave it out");
            }
        }
        if (Json.optionalInt(body, "n", "").orElse(1) != 1) {
            throw DialectRejection.unsupported(
                    "n", "the model that serves this request gives one answer; send n=1");
        }
        for (JsonNode kind : body.path("modalities")) {
            if (!kind.asString("").equals("text")) {
                throw DialectRejection.unsupported(
                        "modalities", "the model that serves this request answers in text only");
            }
        }
    }

    /** Whether a value asks for what happens anyway; every seed and any web search do ask. */
    private static boolean saysNothing(String name, JsonNode value) {
        return switch (name) {
            case "logprobs" -> value.isBoolean() && !value.booleanValue();
            case "logit_bias", "functions" -> value.isContainer() && value.isEmpty();
            case "top_logprobs", "presence_penalty", "frequency_penalty" ->
                    value.isNumber() && value.doubleValue() == 0;
            default -> false;
        };
    }

    private static Reasoning reasoning(String effort) {
        return effort.equals("none")
                ? new Reasoning(false, Optional.empty(), OptionalInt.empty())
                : new Reasoning(true, Optional.of(effort), OptionalInt.empty());
    }

    private List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        List<Part> results = new ArrayList<>();
        int index = 0;
        for (JsonNode message : Json.items(body, "messages", "")) {
            String path = "messages[" + index++ + "]";
            Json.requireObject(message, path);
            String role = Json.text(message, "role", path);
            if (role.equals("tool")) {
                results.add(toolResult(message, path));
                continue;
            }
            flush(results, messages);
            messages.add(
                    switch (role) {
                        case "system", "developer" ->
                                new Message(Role.SYSTEM, parts(message, path));
                        case "user" -> new Message(Role.USER, parts(message, path));
                        case "assistant" -> new Message(Role.ASSISTANT, assistant(message, path));
                        default ->
                                throw DialectRejection.unsupported(
                                        path + ".role",
                                        "the model that serves this request takes system,"
                                                + " developer, user, assistant and tool");
                    });
        }
        flush(results, messages);
        return messages;
    }

    /** A run of tool messages is one user turn in the neutral form. */
    private static void flush(List<Part> results, List<Message> messages) {
        if (!results.isEmpty()) {
            messages.add(new Message(Role.USER, results));
            results.clear();
        }
    }

    private Part toolResult(JsonNode message, String path) {
        String id = Json.text(message, "tool_call_id", path);
        if (!calls.contains(id)) {
            throw DialectRejection.invalid(
                    path + ".tool_call_id",
                    "answers no tool call of an assistant message before it; send the call too");
        }
        return new Part.ToolResult(id, false, parts(message, path));
    }

    private List<Part> assistant(JsonNode message, String path) {
        List<Part> parts = new ArrayList<>();
        for (String field : List.of("function_call", "audio")) {
            if (Json.present(message, field)) {
                throw DialectRejection.unsupported(
                        Json.join(path, field),
                        "the model that serves this request has no such field; leave it out");
            }
        }
        String thought = Json.lenient(message, "reasoning_content");
        if (!thought.isEmpty()) {
            parts.add(new Part.Thinking(thought, Optional.empty(), DialectName.OPENAI_CHAT));
        }
        if (Json.present(message, "content")) {
            parts.addAll(parts(message, path));
        }
        Json.optionalText(message, "refusal", path).map(Part.Refusal::new).ifPresent(parts::add);
        int index = 0;
        for (JsonNode call : Json.items(message, "tool_calls", path)) {
            String at = path + ".tool_calls[" + index++ + "]";
            JsonNode function = call.path("function");
            Json.requireObject(function, at + ".function");
            calls.add(Json.text(call, "id", at));
            parts.add(
                    new Part.ToolCall(
                            Json.text(call, "id", at),
                            Json.text(function, "name", at + ".function"),
                            Json.arguments(function, at + ".function")));
        }
        return parts;
    }

    private static List<Part> parts(JsonNode message, String path) {
        JsonNode content = message.path("content");
        if (content.isString()) {
            String text = content.stringValue();
            return text.isEmpty() ? List.of() : List.of(new Part.Text(text));
        }
        if (content.isNull() || content.isMissingNode()) {
            throw DialectRejection.invalid(path + ".content", "is required");
        }
        List<Part> parts = new ArrayList<>();
        int index = 0;
        for (JsonNode part : Json.items(message, "content", path)) {
            parts.add(part(part, path + ".content[" + index++ + "]"));
        }
        return parts;
    }

    private static Part part(JsonNode part, String path) {
        Json.requireObject(part, path);
        String type = Json.text(part, "type", path);
        return switch (type) {
            case "text" -> new Part.Text(Json.text(part, "text", path));
            case "refusal" -> new Part.Refusal(Json.text(part, "refusal", path));
            case "image_url" -> image(part.path("image_url"), path + ".image_url");
            case "file" -> file(part.path("file"), path + ".file");
            default ->
                    throw DialectRejection.unsupported(
                            path + ".type",
                            "the model that serves this request takes text, image_url and file");
        };
    }

    private static Part image(JsonNode image, String path) {
        Json.requireObject(image, path);
        return new Part.Image(
                media(Json.text(image, "url", path), path + ".url"),
                Json.optionalText(image, "detail", path));
    }

    private static Part file(JsonNode file, String path) {
        Json.requireObject(file, path);
        if (Json.present(file, "file_id")) {
            throw DialectRejection.unsupported(
                    path + ".file_id", "stored files are not available; send file_data");
        }
        return new Part.Document(
                media(Json.text(file, "file_data", path), path + ".file_data"),
                Json.optionalText(file, "filename", path));
    }

    /** A data URL (RFC 2397, base64; parameters of its type mean nothing here) or an address. */
    static Media media(String url, String path) {
        if (!url.startsWith("data:")) {
            return new Media.Remote(url);
        }
        int comma = url.indexOf(',');
        int coding = url.indexOf(";base64");
        if (comma < 0 || coding < 0 || coding > comma) {
            throw DialectRejection.invalid(path, "must be data:TYPE;base64,DATA or an address");
        }
        String type = url.substring(5, coding);
        int parameters = type.indexOf(';');
        return new Media.Inline(
                parameters < 0 ? type : type.substring(0, parameters), url.substring(comma + 1));
    }

    private List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        int index = 0;
        for (JsonNode tool : Json.items(body, "tools", "")) {
            String path = "tools[" + index++ + "]";
            if (!Json.text(tool, "type", path).equals("function")) {
                throw DialectRejection.unsupported(
                        path + ".type",
                        "the model that serves this request takes function tools only");
            }
            JsonNode function = tool.path("function");
            Json.requireObject(function, path + ".function");
            JsonNode schema = function.path("parameters");
            tools.add(
                    new Tool(
                            Json.text(function, "name", path + ".function"),
                            Json.optionalText(function, "description", path + ".function"),
                            schema.isObject() ? schema.toString() : "{\"type\":\"object\"}",
                            Json.optionalFlag(function, "strict", path + ".function")));
        }
        return tools;
    }

    private ToolChoice toolChoice() {
        JsonNode choice = body.path("tool_choice");
        if (choice.isObject()) {
            if (!Json.text(choice, "type", "tool_choice").equals("function")) {
                throw DialectRejection.unsupported(
                        "tool_choice.type",
                        "the model that serves this request can be made to call a function only");
            }
            return new ToolChoice.Named(
                    Json.text(choice.path("function"), "name", "tool_choice.function"));
        }
        return switch (Json.optionalText(body, "tool_choice", "").orElse("auto")) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            default ->
                    throw DialectRejection.invalid(
                            "tool_choice", "must be auto, none, required or a function");
        };
    }

    private ResponseFormat format() {
        JsonNode format = body.path("response_format");
        if (!format.isObject()) {
            return new ResponseFormat.Free();
        }
        return switch (Json.text(format, "type", "response_format")) {
            case "text" -> new ResponseFormat.Free();
            case "json_object" -> new ResponseFormat.JsonObject();
            case "json_schema" -> {
                JsonNode schema = format.path("json_schema");
                Json.requireObject(schema, "response_format.json_schema");
                yield new ResponseFormat.JsonSchema(
                        Json.text(schema, "name", "response_format.json_schema"),
                        schema.path("schema").isObject()
                                ? schema.path("schema").toString()
                                : "{\"type\":\"object\"}",
                        Json.optionalFlag(schema, "strict", "response_format.json_schema"));
            }
            default ->
                    throw DialectRejection.invalid(
                            "response_format.type", "must be text, json_object or json_schema");
        };
    }

    private Sampling sampling() {
        OptionalInt limit = Json.optionalInt(body, "max_completion_tokens", "");
        List<String> stop = new ArrayList<>();
        if (body.path("stop").isString()) {
            stop.add(body.path("stop").stringValue());
        } else {
            Json.items(body, "stop", "").forEach(each -> stop.add(each.stringValue()));
        }
        return new Sampling(
                limit.isPresent() ? limit : Json.optionalInt(body, "max_tokens", ""),
                Json.optionalDouble(body, "temperature", ""),
                Json.optionalDouble(body, "top_p", ""),
                OptionalInt.empty(),
                stop);
    }
}
