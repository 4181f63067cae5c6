package io.sallyport.dialect;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.Capability;
import io.sallyport.exchange.content.Conversation;
import io.sallyport.exchange.content.Media;
import io.sallyport.exchange.content.Message;
import io.sallyport.exchange.content.Part;
import io.sallyport.exchange.content.Reasoning;
import io.sallyport.exchange.content.ResponseFormat;
import io.sallyport.exchange.content.Sampling;
import io.sallyport.exchange.content.Tool;
import io.sallyport.exchange.content.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A neutral conversation as a Chat Completions request. */
final class OpenAiEncoder {
    /** Its hash changes with every prompt and would end the upstream's prefix caching. */
    private static final String ATTRIBUTION = "x-anthropic-billing-header:";

    private static final int LONGEST_TOOL_NAME = 64;

    private final Conversation conversation;
    private final ObjectNode body = Json.object();

    OpenAiEncoder(Conversation conversation) {
        this.conversation = conversation;
    }

    byte[] bytes(Candidate candidate, boolean streaming) {
        body.put("model", candidate.upstreamModel());
        ArrayNode messages = body.putArray("messages");
        conversation.messages().forEach(message -> add(messages, message));
        tools();
        format();
        limits(candidate);
        if (candidate.capabilities().contains(Capability.REASONING)) {
            conversation.reasoning().ifPresent(this::reasoning);
        }
        conversation.endUser().ifPresent(user -> body.put("user", user));
        if (streaming) {
            body.put("stream", true);
            body.putObject("stream_options").put("include_usage", true);
        }
        candidate.refuses().forEach(body::remove);
        return Json.bytes(body);
    }

    private static void add(ArrayNode messages, Message message) {
        switch (message.role()) {
            case SYSTEM -> addSystem(messages, message);
            case USER -> addUser(messages, message);
            case ASSISTANT -> addAssistant(messages, message);
        }
    }

    private static void addSystem(ArrayNode messages, Message message) {
        List<Part> parts =
                message.parts().stream()
                        .filter(part -> !(part instanceof Part.Text text && isAttribution(text)))
                        .toList();
        if (!parts.stream().allMatch(Part.Text.class::isInstance)) {
            throw DialectRejection.unsupported(
                    "system", "the model that serves this request takes text only as system");
        }
        String text = texts(parts, "\n\n");
        if (!text.isEmpty()) {
            messages.addObject().put("role", "system").put("content", text);
        }
    }

    private static boolean isAttribution(Part.Text text) {
        return text.text().startsWith(ATTRIBUTION);
    }

    private static String texts(List<Part> parts, String between) {
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining(between));
    }

    /** Results become tool messages; their pictures follow after the whole run, as user parts. */
    private static void addUser(ArrayNode messages, Message message) {
        List<Part> rest = new ArrayList<>();
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                String text = texts(result.parts(), "\n");
                messages.addObject()
                        .put("role", "tool")
                        .put("tool_call_id", result.callId())
                        .put("content", result.error() ? "Error: " + text : text);
                result.parts().stream()
                        .filter(each -> !(each instanceof Part.Text))
                        .forEach(rest::add);
            } else {
                rest.add(part);
            }
        }
        if (rest.isEmpty() && !message.parts().isEmpty()) {
            return;
        }
        ObjectNode user = messages.addObject().put("role", "user");
        if (rest.stream().allMatch(Part.Text.class::isInstance)) {
            user.put("content", texts(rest, "\n\n"));
        } else {
            ArrayNode content = user.putArray("content");
            rest.forEach(part -> addPart(content, part));
        }
    }

    private static void addPart(ArrayNode content, Part part) {
        switch (part) {
            case Part.Text text -> content.addObject().put("type", "text").put("text", text.text());
            case Part.Image image -> {
                ObjectNode url =
                        content.addObject().put("type", "image_url").putObject("image_url");
                url.put("url", url(image.media()));
                image.detail().ifPresent(detail -> url.put("detail", detail));
            }
            case Part.Document document -> {
                if (document.media() instanceof Media.Remote) {
                    throw DialectRejection.unsupported(
                            "messages",
                            "the model that serves this request fetches no documents; send base64");
                }
                ObjectNode file = content.addObject().put("type", "file").putObject("file");
                file.put("filename", document.name().orElse("document.pdf"));
                file.put("file_data", url(document.media()));
            }
            case Part.Refusal refusal ->
                    content.addObject().put("type", "text").put("text", refusal.text());
            case Part.ToolCall call -> throw misplaced();
            case Part.ToolResult result -> throw misplaced();
            case Part.Thinking thinking -> throw misplaced();
            case Part.RedactedThinking redacted -> throw misplaced();
        }
    }

    private static io.sallyport.exchange.Rejected misplaced() {
        return DialectRejection.invalid(
                "messages", "a message has a content block that only another role may have");
    }

    private static String url(Media media) {
        return switch (media) {
            case Media.Inline inline -> "data:" + inline.mediaType() + ";base64," + inline.base64();
            case Media.Remote remote -> remote.url();
        };
    }

    /** Thinking is dropped: its signature is another vendor's, and without it it is nothing. */
    private static void addAssistant(ArrayNode messages, Message message) {
        ObjectNode assistant = messages.addObject().put("role", "assistant");
        String text = texts(message.parts(), "");
        assistant.put("content", text);
        for (Part part : message.parts()) {
            switch (part) {
                case Part.ToolCall call -> {
                    if (text.isEmpty()) {
                        assistant.putNull("content");
                    }
                    addCall(assistant.withArray("/tool_calls"), call);
                }
                case Part.Refusal refusal -> assistant.put("refusal", refusal.text());
                case Part.Text told -> {}
                case Part.Thinking thinking -> {}
                case Part.RedactedThinking redacted -> {}
                case Part.Image image -> throw misplaced();
                case Part.Document document -> throw misplaced();
                case Part.ToolResult result -> throw misplaced();
            }
        }
    }

    private static void addCall(ArrayNode calls, Part.ToolCall call) {
        ObjectNode node = calls.addObject().put("id", call.id()).put("type", "function");
        node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
    }

    private void tools() {
        if (conversation.tools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        for (Tool tool : conversation.tools()) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", ToolNames.checked(tool.name(), path(tools), LONGEST_TOOL_NAME));
            tool.description().ifPresent(text -> function.put("description", text));
            function.set("parameters", Json.MAPPER.readTree(tool.schema()));
            tool.strict().ifPresent(strict -> function.put("strict", strict.booleanValue()));
        }
        switch (conversation.toolChoice()) {
            case ToolChoice.Auto auto -> body.put("tool_choice", "auto");
            case ToolChoice.None none -> body.put("tool_choice", "none");
            case ToolChoice.Required required -> body.put("tool_choice", "required");
            case ToolChoice.Named named ->
                    body.putObject("tool_choice")
                            .put("type", "function")
                            .putObject("function")
                            .put("name", named.name());
        }
        conversation
                .parallelTools()
                .ifPresent(parallel -> body.put("parallel_tool_calls", parallel.booleanValue()));
    }

    private static String path(ArrayNode tools) {
        return "tools[" + (tools.size() - 1) + "].name";
    }

    private void format() {
        switch (conversation.format()) {
            case ResponseFormat.Free free -> {}
            case ResponseFormat.JsonObject json ->
                    body.putObject("response_format").put("type", "json_object");
            case ResponseFormat.JsonSchema schema -> {
                ObjectNode format = body.putObject("response_format").put("type", "json_schema");
                ObjectNode inner = format.putObject("json_schema").put("name", schema.name());
                inner.set("schema", Json.MAPPER.readTree(schema.schema()));
                inner.put("strict", schema.strict().orElse(true).booleanValue());
            }
        }
    }

    private void limits(Candidate candidate) {
        Sampling sampling = conversation.sampling();
        if (sampling.maxOutputTokens().isPresent()) {
            int most = candidate.maxOutputTokens().orElse(Integer.MAX_VALUE);
            int limit = Math.min(sampling.maxOutputTokens().getAsInt(), most);
            body.put(
                    candidate.refuses().contains(OpenAiChat.NEW_LIMIT)
                            ? OpenAiChat.OLD_LIMIT
                            : OpenAiChat.NEW_LIMIT,
                    limit);
        }
        // Reasoning models refuse any value but the default, which needs no saying.
        sampling.temperature().stream()
                .filter(value -> value != 1)
                .forEach(value -> body.put("temperature", value));
        sampling.topP().stream()
                .filter(value -> value != 1)
                .forEach(value -> body.put("top_p", value));
        if (!sampling.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            sampling.stop().forEach(stop::add);
        }
    }

    /** Left out for a model that does not reason: Claude Code sends an effort to every model. */
    private void reasoning(Reasoning reasoning) {
        if (reasoning.enabled()) {
            String effort = reasoning.effort().orElseGet(() -> effortOf(reasoning));
            body.put("reasoning_effort", effort.equals("max") ? "xhigh" : effort);
        }
    }

    /** A budget in words: below 4,096 tokens low, below 16,384 medium, else high. */
    private static String effortOf(Reasoning reasoning) {
        int budget = reasoning.budgetTokens().orElse(8192);
        return budget < 4096 ? "low" : budget < 16384 ? "medium" : "high";
    }
}
