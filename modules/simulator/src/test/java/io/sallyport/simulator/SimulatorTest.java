package io.sallyport.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulatorTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String MESSAGES = "/v1/messages";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Simulator simulator =
            Simulator.start(
                    0,
                    List.of(
                            new Personality(
                                    "calm", Duration.ZERO, Duration.ofMillis(1), 0, 12, 42)));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.shutdownNow();
        simulator.close();
    }

    @Test
    void chatAnswersWhole() throws Exception {
        JsonNode answer = JSON.readTree(post(CHAT, ask("calm", "ECHO:hello there", "")).body());
        JsonNode choice = answer.path("choices").path(0);
        assertThat(choice.path("message").path("content").asString("")).isEqualTo("hello there");
        assertThat(choice.path("finish_reason").asString("")).isEqualTo("stop");
        assertThat(answer.path("usage").path("completion_tokens").asInt(0)).isEqualTo(3);
        assertThat(simulator.seen()).hasSize(1);
        assertThat(simulator.seen().getFirst().path()).isEqualTo(CHAT);
    }

    @Test
    void chatAnswersStreamed() throws Exception {
        String more = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
        HttpResponse<String> answer = post(CHAT, ask("calm", "ECHO:hello there", more));
        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
        StringBuilder text = new StringBuilder();
        for (JsonNode event : events(answer.body())) {
            JsonNode delta = event.path("choices").path(0).path("delta");
            text.append(delta.path("content").asString(""));
        }
        assertThat(text).hasToString("hello there");
        assertThat(answer.body()).contains("\"total_tokens\"").endsWith("data: [DONE]\n\n");
    }

    @Test
    void messagesAnswersWhole() throws Exception {
        JsonNode answer =
                JSON.readTree(post(MESSAGES, ask("calm", "hi", ",\"max_tokens\":5")).body());
        assertThat(answer.path("stop_reason").asString("")).isEqualTo("max_tokens");
        assertThat(answer.path("content").path(0).path("text").asString("")).isNotEmpty();
        assertThat(answer.path("usage").path("output_tokens").asInt(0)).isEqualTo(5);
    }

    @Test
    void messagesAnswersStreamed() throws Exception {
        String body = post(MESSAGES, ask("calm", "ECHO:hello there", ",\"stream\":true")).body();
        StringBuilder text = new StringBuilder();
        for (JsonNode event : events(body)) {
            text.append(event.path("delta").path("text").asString(""));
        }
        assertThat(text).hasToString("hello there");
        assertThat(body)
                .startsWith("event: message_start\n")
                .contains("\"stop_reason\":\"end_turn\"", "event: message_stop\n");
    }

    @Test
    void toolsAreCalledInPieces() throws Exception {
        String more =
                ",\"stream\":true,\"tools\":[{\"name\":\"look\",\"input_schema\":{\"properties\":"
                        + "{\"where\":{\"type\":\"string\"},\"depth\":{\"type\":\"integer\"}}}}]";
        String body = post(MESSAGES, ask("calm", "USE_PARALLEL", more)).body();
        StringBuilder first = new StringBuilder();
        for (JsonNode event : events(body)) {
            if (event.path("index").asInt(9) == 0) {
                first.append(event.path("delta").path("partial_json").asString(""));
            }
        }
        assertThat(first).hasToString("{\"where\":\"sample\",\"depth\":7}");
        assertThat(body)
                .contains("\"name\":\"look\"", "call_sim_1", "\"stop_reason\":\"tool_use\"");
    }

    @Test
    void toolResultsAreQuoted() throws Exception {
        String body =
                "{\"model\":\"calm\",\"messages\":[{\"role\":\"user\",\"content\":\"USE_TOOL\"},"
                        + "{\"role\":\"tool\",\"content\":\"21 degrees\"}],"
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]}";
        assertThat(post(CHAT, body).body()).contains("21 degrees");
    }

    @Test
    void modelsAreListedAndTokensCounted() throws Exception {
        HttpRequest list = HttpRequest.newBuilder(simulator.base().resolve("/v1/models")).build();
        assertThat(client.send(list, HttpResponse.BodyHandlers.ofString()).body())
                .contains("\"id\":\"calm\"");
        assertThat(post(MESSAGES + "/count_tokens", ask("calm", "hi", "")).body())
                .contains("\"input_tokens\":");
        assertThat(post(CHAT, ask("nobody", "hi", "")).statusCode()).isEqualTo(404);
    }

    @Test
    void statusFaults() throws Exception {
        HttpResponse<String> limited = post(CHAT, ask("fault-429-retry-after", "hi", ""));
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("retry-after")).contains("1");
        HttpResponse<String> overloaded = post(MESSAGES, ask("fault-529", "hi", ""));
        assertThat(overloaded.statusCode()).isEqualTo(529);
        assertThat(overloaded.body()).contains("overloaded_error");
        HttpResponse<String> html = post(CHAT, ask("fault-html-error", "hi", ""));
        assertThat(html.headers().firstValue("content-type")).contains("text/html");
    }

    @Test
    void brokenConnections() {
        for (Fault fault :
                List.of(
                        Fault.REFUSE,
                        Fault.RESET_MID_STREAM,
                        Fault.HALF_CLOSE,
                        Fault.TRUNCATED_CHUNK,
                        Fault.GARBAGE_BYTES)) {
            assertThatThrownBy(() -> post(CHAT, ask(fault.model(), "hi", ",\"stream\":true")))
                    .as(fault.label())
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void silence() {
        assertThatThrownBy(() -> post(CHAT, ask(Fault.HANG_BEFORE_HEADERS.model(), "hi", "")))
                .isInstanceOf(HttpTimeoutException.class);
    }

    private HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(simulator.base().resolve(path))
                        .timeout(Duration.ofSeconds(3))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String ask(String model, String text, String more) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                .formatted(model, text, more);
    }

    private static List<JsonNode> events(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> JSON.readTree(line.substring("data: ".length())))
                .toList();
    }
}
