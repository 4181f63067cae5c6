package io.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulator.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an upstream received while the scenarios of {@code src/test/clients} ran, and what it must
 * have been, in the upstream's own protocol.
 */
sealed interface WhatArrived {
    JsonMapper JSON = JsonMapper.builder().build();
    String FORECAST_CITY = "/properties/city/enum/1";

    /** The bodies of the requests to this protocol's endpoint. */
    List<JsonNode> bodies();

    void conversation();

    void toolLoop(String marker);

    void image(String base64);

    void structuredOutput();

    static WhatArrived at(String provider, List<Seen> seen) {
        return provider.equals("house-openai")
                ? new ByChat(bodiesOf(seen, "/v1/chat/completions"))
                : new ByMessages(bodiesOf(seen, "/v1/messages"));
    }

    private static List<JsonNode> bodiesOf(List<Seen> seen, String path) {
        return seen.stream()
                .filter(request -> request.path().split("\\?", 2)[0].equals(path))
                .map(request -> JSON.readTree(request.body()))
                .toList();
    }

    /** The last body with this text: for a tool loop it is the one with the results. */
    default JsonNode with(String text) {
        List<JsonNode> found =
                bodies().stream().filter(body -> body.toString().contains(text)).toList();
        assertThat(found).as("requests with '%s' that arrived", text).isNotEmpty();
        return found.getLast();
    }

    default void everyStream(int count) {
        IntStream.range(0, count).forEach(n -> with("ECHO:stream number " + n + " says"));
    }

    private static List<String> texts(JsonNode nodes, String field) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.path(field).asString("")));
        return texts;
    }

    private static void assertGiven(JsonNode weather, JsonNode time) {
        assertThat(weather).isEqualTo(JSON.readTree("{\"city\":\"Bern\",\"days\":7}"));
        assertThat(time).isEqualTo(JSON.readTree("{\"zone\":\"sample\"}"));
    }

    /** By Chat Completions. */
    record ByChat(List<JsonNode> bodies) implements WhatArrived {
        @Override
        public void conversation() {
            JsonNode messages = with("plain text, größer ✓").path("messages");
            assertThat(texts(messages, "role"))
                    .containsExactly("system", "user", "assistant", "user");
            assertThat(messages.get(0).toString()).contains("SYSTEM-RULE");
            assertThat(messages.get(1).toString()).contains("first question");
            assertThat(messages.get(2).toString()).contains("first answer");
        }

        @Override
        public void toolLoop(String marker) {
            JsonNode body = with(marker);
            assertThat(body.at("/tools/0/function/parameters" + FORECAST_CITY).asString())
                    .isEqualTo("Basel");
            JsonNode messages = body.path("messages");
            assertThat(texts(messages, "role"))
                    .containsExactly("user", "assistant", "tool", "tool");
            JsonNode calls = messages.get(1).path("tool_calls");
            assertGiven(arguments(calls.get(0)), arguments(calls.get(1)));
            List<String> answered =
                    List.of(
                            messages.get(2).path("tool_call_id").asString(),
                            messages.get(3).path("tool_call_id").asString());
            assertThat(answered).isEqualTo(texts(calls, "id"));
            assertThat(messages.get(2).path("content").toString()).contains("18 degrees");
            assertThat(messages.get(3).path("content").toString()).contains("noon");
        }

        private static JsonNode arguments(JsonNode call) {
            return JSON.readTree(call.at("/function/arguments").asString());
        }

        @Override
        public void image(String base64) {
            assertThat(with("ECHO:a red dot").at("/messages/0/content/1/image_url/url").asString())
                    .isEqualTo("data:image/png;base64," + base64);
        }

        @Override
        public void structuredOutput() {
            JsonNode format = with("ECHO:{").path("response_format");
            assertThat(format.path("type").asString()).isEqualTo("json_schema");
            assertThat(format.at("/json_schema/schema/required").toString())
                    .isEqualTo("[\"city\",\"days\"]");
        }
    }

    /** By Messages. */
    record ByMessages(List<JsonNode> bodies) implements WhatArrived {
        @Override
        public void conversation() {
            JsonNode body = with("plain text, größer ✓");
            assertThat(body.path("system").toString()).contains("SYSTEM-RULE");
            assertThat(texts(body.path("messages"), "role"))
                    .containsExactly("user", "assistant", "user");
            assertThat(body.at("/messages/0").toString()).contains("first question");
            assertThat(body.at("/messages/1").toString()).contains("first answer");
        }

        @Override
        public void toolLoop(String marker) {
            JsonNode body = with(marker);
            assertThat(body.at("/tools/0/input_schema" + FORECAST_CITY).asString())
                    .isEqualTo("Basel");
            JsonNode messages = body.path("messages");
            assertThat(texts(messages, "role")).containsExactly("user", "assistant", "user");
            JsonNode calls = messages.get(1).path("content");
            assertGiven(calls.get(0).path("input"), calls.get(1).path("input"));
            JsonNode results = messages.get(2).path("content");
            assertThat(texts(results, "type")).containsExactly("tool_result", "tool_result");
            assertThat(texts(results, "tool_use_id")).isEqualTo(texts(calls, "id"));
            assertThat(results.get(0).path("content").toString()).contains("18 degrees");
            assertThat(results.get(1).path("content").toString()).contains("noon");
        }

        @Override
        public void image(String base64) {
            JsonNode source = with("ECHO:a red dot").at("/messages/0/content/1/source");
            assertThat(source.path("media_type").asString()).isEqualTo("image/png");
            assertThat(source.path("data").asString()).isEqualTo(base64);
        }

        @Override
        public void structuredOutput() {
            JsonNode format = with("ECHO:{").at("/output_config/format");
            assertThat(format.path("type").asString()).isEqualTo("json_schema");
            assertThat(format.at("/schema/required").toString()).isEqualTo("[\"city\",\"days\"]");
        }
    }
}
