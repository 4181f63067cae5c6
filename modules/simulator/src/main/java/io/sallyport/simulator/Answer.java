package io.sallyport.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a model says to one request, whatever the protocol. */
record Answer(String model, List<String> tokens, List<Call> calls, Stop stop, int inputTokens) {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String[] WORDS = {
        "the ", "gate ", "keeper ", "opens ", "a ", "quiet ", "door ", "and ", "waits. "
    };

    enum Stop {
        END,
        LENGTH,
        TOOLS
    }

    record Call(String id, String name, ObjectNode arguments) {
        List<String> pieces() {
            return split(JSON.writeValueAsString(arguments));
        }
    }

    String text() {
        return String.join("", tokens);
    }

    int outputTokens() {
        return tokens.size() + calls.stream().mapToInt(call -> call.pieces().size()).sum();
    }

    static Answer to(JsonNode request, Personality who) {
        String user = lastUserText(request);
        int input = inputTokens(request);
        List<String> results = toolResults(request);
        JsonNode tools = request.path("tools");
        boolean parallel = user.contains("USE_PARALLEL");
        if (results.isEmpty() && !tools.isEmpty() && (parallel || user.contains("USE_TOOL"))) {
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < (parallel ? 2 : 1); i++) {
                calls.add(call(tools.path(i % tools.size()), i));
            }
            return new Answer(who.model(), List.of(), calls, Stop.TOOLS, input);
        }
        List<String> tokens;
        int echo = user.indexOf("ECHO:");
        if (!results.isEmpty()) {
            tokens = split("The tools said: " + String.join("; ", results));
        } else if (echo >= 0) {
            tokens = split(user.substring(echo + "ECHO:".length()));
        } else {
            tokens = words(who);
        }
        int most = request.path("max_completion_tokens").asInt(Integer.MAX_VALUE);
        most = Math.min(most, request.path("max_tokens").asInt(Integer.MAX_VALUE));
        boolean cut = most > 0 && tokens.size() > most;
        List<String> kept = cut ? tokens.subList(0, most) : tokens;
        return new Answer(who.model(), kept, List.of(), cut ? Stop.LENGTH : Stop.END, input);
    }

    static int inputTokens(JsonNode request) {
        int length = 0;
        for (String part : List.of("system", "messages", "tools")) {
            length +=
                    request.path(part).isMissingNode() ? 0 : request.path(part).toString().length();
        }
        return 1 + length / 4;
    }

    private static List<String> words(Personality who) {
        Random random = new Random(who.seed());
        List<String> words = new ArrayList<>();
        for (int i = 0; i < who.answerTokens(); i++) {
            words.add(WORDS[random.nextInt(WORDS.length)]);
        }
        return words;
    }

    private static List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + 4);
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    private static Call call(JsonNode tool, int index) {
        JsonNode function = tool.has("function") ? tool.path("function") : tool;
        JsonNode schema = function.path(function.has("parameters") ? "parameters" : "input_schema");
        ObjectNode arguments = JSON.createObjectNode();
        schema.path("properties")
                .properties()
                .forEach(property -> arguments.set(property.getKey(), sample(property.getValue())));
        return new Call("call_sim_" + index, function.path("name").asString(""), arguments);
    }

    private static JsonNode sample(JsonNode schema) {
        if (!schema.path("enum").isEmpty()) {
            return schema.path("enum").path(0);
        }
        return JSON.readTree(
                switch (schema.path("type").asString("string")) {
                    case "integer" -> "7";
                    case "number" -> "1.5";
                    case "boolean" -> "true";
                    case "array" -> "[]";
                    case "object" -> "{}";
                    default -> "\"sample\"";
                });
    }

    private static String lastUserText(JsonNode request) {
        String text = "";
        for (JsonNode message : request.path("messages")) {
            if (message.path("role").asString("").equals("user")) {
                text = textOf(message.path("content"));
            }
        }
        return text;
    }

    private static String textOf(JsonNode content) {
        if (!content.isArray()) {
            return content.asString("");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asString(""));
        }
        return text.toString();
    }

    private static List<String> toolResults(JsonNode request) {
        List<String> results = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            if (message.path("role").asString("").equals("tool")) {
                results.add(textOf(message.path("content")));
                continue;
            }
            results.clear();
            if (!message.path("content").isArray()) {
                continue;
            }
            for (JsonNode part : message.path("content")) {
                if (part.path("type").asString("").equals("tool_result")) {
                    results.add(textOf(part.path("content")));
                }
            }
        }
        return results;
    }
}
