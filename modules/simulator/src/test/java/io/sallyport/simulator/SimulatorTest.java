package io.sallyport.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
        // When
        HttpResponse<String> response = post(CHAT, ask("calm", "ECHO:hello there", ""));
        // Then
        JsonNode answer = JSON.readTree(response.body());
        JsonNode choice = answer.path("choices").path(0);
        assertThat(choice.path("message").path("content").asString("")).isEqualTo("hello there");
        assertThat(choice.path("finish_reason").asString("")).isEqualTo("stop");
        assertThat(answer.path("usage").path("completion_tokens").asInt(0)).isEqualTo(3);
        assertThat(simulator.seen()).hasSize(1);
        assertThat(simulator.seen().getFirst().path()).isEqualTo(CHAT);
    }

    @Test
    void chatAnswersStreamed() throws Exception {
        // Given
        String more = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
        // When
        HttpResponse<String> answer = post(CHAT, ask("calm", "ECHO:hello there", more));
        // Then
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
        // When
        HttpResponse<String> response = post(MESSAGES, ask("calm", "hi", ",\"max_tokens\":5"));
        // Then
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.path("stop_reason").asString("")).isEqualTo("max_tokens");
        assertThat(answer.path("content").path(0).path("text").asString("")).isNotEmpty();
        assertThat(answer.path("usage").path("output_tokens").asInt(0)).isEqualTo(5);
    }

    @Test
    void messagesAnswersStreamed() throws Exception {
        // When
        String body = post(MESSAGES, ask("calm", "ECHO:hello there", ",\"stream\":true")).body();
        // Then
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
        // Given
        String more =
                ",\"stream\":true,\"tools\":[{\"name\":\"look\",\"input_schema\":{\"properties\":"
                        + "{\"where\":{\"type\":\"string\"},\"depth\":{\"type\":\"integer\"}}}}]";
        // When
        String body = post(MESSAGES, ask("calm", "USE_PARALLEL", more)).body();
        // Then
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
        // Given
        String body =
                "{\"model\":\"calm\",\"messages\":[{\"role\":\"user\",\"content\":\"USE_TOOL\"},"
                        + "{\"role\":\"tool\",\"content\":\"21 degrees\"}],"
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\"}}]}";
        // When
        HttpResponse<String> answer = post(CHAT, body);
        // Then
        assertThat(answer.body()).contains("21 degrees");
    }

    @Test
    void modelsAreListedAndTokensCounted() throws Exception {
        // Given
        HttpRequest list = HttpRequest.newBuilder(simulator.base().resolve("/v1/models")).build();
        // When
        HttpResponse<String> models = client.send(list, HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> tokens = post(MESSAGES + "/count_tokens", ask("calm", "hi", ""));
        // Then
        assertThat(models.body()).contains("\"id\":\"calm\"");
        assertThat(tokens.body()).contains("\"input_tokens\":");
    }

    @Test
    void anUnknownModelIsNotFound() throws Exception {
        // When
        HttpResponse<String> answer = post(CHAT, ask("nobody", "hi", ""));
        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void statusFaults() throws Exception {
        // When
        HttpResponse<String> overloaded = post(MESSAGES, ask("fault-529", "hi", ""));
        // Then
        assertThat(overloaded.statusCode()).isEqualTo(529);
        assertThat(overloaded.body()).contains("overloaded_error");
    }

    @Test
    void aLimitedCallIsToldWhenToRetry() throws Exception {
        // When
        HttpResponse<String> limited = post(CHAT, ask("fault-429-retry-after", "hi", ""));
        // Then
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("retry-after")).contains("1");
    }

    @Test
    void anErrorPageIsHtml() throws Exception {
        // When
        HttpResponse<String> html = post(CHAT, ask("fault-html-error", "hi", ""));
        // Then
        assertThat(html.headers().firstValue("content-type")).contains("text/html");
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REFUSE",
                "RESET_MID_STREAM",
                "HALF_CLOSE",
                "TRUNCATED_CHUNK",
                "GARBAGE_BYTES"
            })
    void brokenConnections(Fault fault) {
        // When
        Throwable thrown =
                catchThrowable(() -> post(CHAT, ask(fault.model(), "hi", ",\"stream\":true")));
        // Then
        assertThat(thrown)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void silence() {
        // When
        Throwable thrown =
                catchThrowable(() -> post(CHAT, ask(Fault.HANG_BEFORE_HEADERS.model(), "hi", "")));
        // Then
        assertThat(thrown).isInstanceOf(HttpTimeoutException.class);
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
