package io.sallyport.dialect;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Capability;
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
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A neutral conversation as a Messages request. Anthropic wants user and assistant in turns, all
 * results of a turn in one user message and before its text, system text in front, and a limit of
 * output tokens.
 */
final class AnthropicEncoder {
    private static final int DEFAULT_MAX_TOKENS = 4096;
    private static final int LONGEST_TOOL_NAME = 128;
    static final int LEAST_THINKING = 1024;

    private final Conversation conversation;
    private final ObjectNode body = Json.object();

    AnthropicEncoder(Conversation conversation) {
        this.conversation = conversation;
    }

    byte[] bytes(Candidate candidate, boolean streaming, boolean counting) {
        body.put("model", candidate.upstreamModel());
        messages();
        tools();
        format();
        if (!counting) {
            limits(candidate);
            if (streaming) {
                body.put("stream", true);
            }
            conversation
                    .endUser()
                    .ifPresent(user -> body.putObject("metadata").put("user_id", user));
        }
        candidate.refuses().forEach(body::remove);
        return Json.bytes(body);
    }

    /**
     * Leading system messages are the system text; a later one stays in its place, as user text.
     */
    private void messages() {
        List<String> system = new ArrayList<>();
        ArrayNode messages = Json.MAPPER.createArrayNode();
        for (Message message : conversation.messages()) {
            if (message.role() == Role.SYSTEM && messages.isEmpty()) {
                message.parts().forEach(part -> system.add(text(part)));
            } else {
                add(messages, message);
            }
        }
        if (!system.isEmpty()) {
            body.put("system", String.join("\n\n", system));
        }
        if (messages.isEmpty()) {
            throw DialectRejection.invalid(
                    "messages", "the model that serves this request wants one that is not empty");
        }
        body.set("messages", messages);
    }

    private static String text(Part part) {
        if (part instanceof Part.Text text) {
            return text.text();
        }
        throw DialectRejection.unsupported("messages", "a system message takes text only");
    }

    private static void add(ArrayNode messages, Message message) {
        String role = message.role() == Role.ASSISTANT ? "assistant" : "user";
        ArrayNode content = turn(messages, role);
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                insertResult(content, result);
            } else {
                addPart(content, part, message.role());
            }
        }
        if (content.isEmpty()) {
            messages.remove(messages.size() - 1);
        }
    }

    /** The content of the last turn when it has this role, else of a new one. */
    private static ArrayNode turn(ArrayNode messages, String role) {
        if (!messages.isEmpty()
                && messages.get(messages.size() - 1) instanceof ObjectNode last
                && last.path("role").asString("").equals(role)
                && last.path("content") instanceof ArrayNode content) {
            return content;
        }
        return messages.addObject().put("role", role).putArray("content");
    }

    /** Results stand before everything else of their turn, in their order. */
    private static void insertResult(ArrayNode content, Part.ToolResult result) {
        int place = 0;
        while (place < content.size()
                && content.get(place).path("type").asString("").equals("tool_result")) {
            place++;
        }
        ObjectNode node = content.insertObject(place);
        node.put("type", "tool_result").put("tool_use_id", ToolNames.plainId(result.callId()));
        if (result.error()) {
            node.put("is_error", true);
        }
        ArrayNode inner = node.putArray("content");
        result.parts().forEach(part -> addPart(inner, part, Role.USER));
    }

    private static void addPart(ArrayNode content, Part part, Role role) {
        switch (part) {
            case Part.Text text -> {
                String shown =
                        role == Role.SYSTEM
                                ? "<system>\n" + text.text() + "\n</system>"
                                : text.text();
                if (!shown.isBlank()) {
                    content.addObject().put("type", "text").put("text", shown);
                }
            }
            case Part.Refusal refusal ->
                    content.addObject().put("type", "text").put("text", refusal.text());
            case Part.Image image ->
                    source(content.addObject().put("type", "image"), image.media());
            case Part.Document document -> {
                ObjectNode node = content.addObject().put("type", "document");
                source(node, document.media());
                document.name().ifPresent(name -> node.put("title", name));
            }
            case Part.ToolCall call -> {
                ObjectNode node = content.addObject().put("type", "tool_use");
                node.put("id", ToolNames.plainId(call.id())).put("name", call.name());
                node.set("input", Json.MAPPER.readTree(call.arguments()));
            }
            case Part.Thinking thinking -> thinking(content, thinking);
            case Part.RedactedThinking redacted -> {
                if (redacted.origin() == DialectName.ANTHROPIC_MESSAGES) {
                    content.addObject()
                            .put("type", "redacted_thinking")
                            .put("data", redacted.data());
                }
            }
            case Part.ToolResult result ->
                    throw DialectRejection.invalid(
                            "messages", "a tool result inside a tool result");
        }
    }

    /** Unsigned or foreign thinking is dropped: the vendor would refuse it. */
    private static void thinking(ArrayNode content, Part.Thinking thinking) {
        if (thinking.origin() == DialectName.ANTHROPIC_MESSAGES
                && thinking.signature().isPresent()) {
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", thinking.text())
                    .put("signature", thinking.signature().get());
        }
    }

    private static void source(ObjectNode node, Media media) {
        ObjectNode source = node.putObject("source");
        switch (media) {
            case Media.Inline inline ->
                    source.put("type", "base64")
                            .put("media_type", inline.mediaType())
                            .put("data", inline.base64());
            case Media.Remote remote -> source.put("type", "url").put("url", remote.url());
        }
    }

    private void tools() {
        if (conversation.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (Tool tool : conversation.tools()) {
            String path = "tools[" + tools.size() + "].function.name";
            ObjectNode node = tools.addObject();
            node.put("name", ToolNames.checked(tool.name(), path, LONGEST_TOOL_NAME));
            tool.description().ifPresent(text -> node.put("description", text));
            ObjectNode schema = Json.object().put("type", "object");
            Json.MAPPER.readTree(tool.schema()).forEachEntry(schema::set);
            node.set("input_schema", schema);
            tool.strict().filter(strict -> strict).ifPresent(strict -> node.put("strict", true));
        }
        ObjectNode choice = body.putObject("tool_choice");
        switch (conversation.toolChoice()) {
            case ToolChoice.Auto auto -> choice.put("type", "auto");
            case ToolChoice.None none -> choice.put("type", "none");
            case ToolChoice.Required required -> choice.put("type", "any");
            case ToolChoice.Named named -> choice.put("type", "tool").put("name", named.name());
        }
        boolean mayCall = !(conversation.toolChoice() instanceof ToolChoice.None);
        if (mayCall && !conversation.parallelTools().orElse(true)) {
            choice.put("disable_parallel_tool_use", true);
        }
    }

    /**
     * A JSON object of any form has no twin; to ask for one in words would promise what nobody
     * keeps, so it is refused.
     */
    private void format() {
        switch (conversation.format()) {
            case ResponseFormat.Free free -> {}
            case ResponseFormat.JsonObject json ->
                    throw DialectRejection.unsupported(
                            "response_format.type",
                            "the model that serves this request has no json_object; send a"
                                    + " json_schema");
            case ResponseFormat.JsonSchema schema -> {
                ObjectNode format = body.withObject("/output_config").putObject("format");
                format.put("type", "json_schema");
                format.set("schema", closed(Json.MAPPER.readTree(schema.schema())));
            }
        }
    }

    /**
     * Anthropic wants every object schema closed. To close one only narrows it: what then fits,
     * fits the caller's schema too.
     */
    private static JsonNode closed(JsonNode schema) {
        schema.forEach(AnthropicEncoder::closed);
        if (schema instanceof ObjectNode object
                && object.path("type").asString("").equals("object")) {
            object.putIfAbsent("additionalProperties", BooleanNode.FALSE);
        }
        return schema;
    }

    private void limits(Candidate candidate) {
        Sampling sampling = conversation.sampling();
        int most = candidate.maxOutputTokens().orElse(Integer.MAX_VALUE);
        int wanted =
                sampling.maxOutputTokens()
                        .orElse(candidate.maxOutputTokens().orElse(DEFAULT_MAX_TOKENS));
        int limit = Math.min(wanted, most);
        body.put("max_tokens", limit);
        randomness(sampling);
        sampling.topK().ifPresent(value -> body.put("top_k", value));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop_sequences");
            sampling.stop().forEach(stop::add);
        }
        if (candidate.capabilities().contains(Capability.REASONING)) {
            conversation.reasoning().ifPresent(reasoning -> reasoning(reasoning, limit));
        }
    }

    /** The default of 1 needs no saying, and Claude takes a temperature or top_p, not both. */
    private void randomness(Sampling sampling) {
        double temperature = Math.min(sampling.temperature().orElse(1), 1);
        double topP = sampling.topP().orElse(1);
        if (temperature != 1) {
            body.put("temperature", temperature);
        } else if (topP != 1) {
            body.put("top_p", topP);
        }
    }

    /** A thinking budget must be at least 1,024 tokens and below the limit of the answer. */
    private void reasoning(Reasoning reasoning, int limit) {
        if (reasoning.enabled() && reasoning.budgetTokens().isPresent()) {
            int budget = Math.min(reasoning.budgetTokens().getAsInt(), limit - 1);
            if (budget >= LEAST_THINKING) {
                body.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
            }
        } else if (reasoning.enabled() && reasoning.effort().isPresent()) {
            String effort = reasoning.effort().get();
            body.withObject("/output_config")
                    .put("effort", effort.equals("minimal") ? "low" : effort);
        }
    }
}
