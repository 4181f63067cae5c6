package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulator.Personality;
import io.sallyport.simulator.Seen;
import io.sallyport.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every endpoint of both protocols through a whole appliance, with a provider of each protocol. */
class BothProtocolsTest {
    private static final String MESSAGES =
            "{\"model\":\"%s\",\"max_tokens\":50,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"ECHO:pong\"}]}";
    private static final String CHAT =
            "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"ECHO:pong\"}]}";

    @TempDir Path directory;
    private Simulator simulator;
    private TestAppliance appliance;

    @BeforeEach
    void begin() {
        simulator =
                Simulator.start(
                        0, List.of(new Personality("m", Duration.ZERO, Duration.ZERO, 0, 5, 1)));
        appliance =
                new TestAppliance(
                        directory,
                        """
                        providers:
                          o: {base-url: "%s", authentication: none, allow-networks: [127.0.0.1]}
                          a: {dialect: anthropic, base-url: "%s", authentication: none, allow-networks: [127.0.0.1]}
                        models:
                          m:
                            display-name: The Model
                            owner: maker
                            created: 2026-02-03
                            capabilities: [tools, streaming]
                            deployments:
                              - {provider: o, price: {input: 1, output: 1}}
                              - {provider: a, price: {input: 1, output: 1}}
                        """
                                .formatted(simulator.base(), simulator.base()));
    }

    @AfterEach
    void end() {
        appliance.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"o/m", "a/m"})
    void messagesAreAnsweredWholeAndStreamedByBothKindsOfProvider(String model) throws Exception {
        // When
        HttpResponse<String> whole =
                appliance.post("/v1/messages", MESSAGES.formatted(model, false));
        HttpResponse<String> stream =
                appliance.post("/v1/messages", MESSAGES.formatted(model, true));
        // Then
        JsonNode message = json(whole);
        assertThat(message.path("type").stringValue()).isEqualTo("message");
        assertThat(message.path("content").path(0).path("text").stringValue()).isEqualTo("pong");
        assertThat(message.path("stop_reason").stringValue()).isEqualTo("end_turn");
        assertThat(message.path("usage").path("output_tokens").intValue()).isPositive();
        assertThat(stream.headers().firstValue("content-type").orElseThrow())
                .startsWith("text/event-stream");
        assertThat(stream.body())
                .containsSubsequence(
                        "event: message_start",
                        "event: content_block_start",
                        "text_delta",
                        "event: content_block_stop",
                        "event: message_delta",
                        "event: message_stop");
        assertThat(simulator.seen().getLast().path())
                .isEqualTo(model.startsWith("o") ? "/v1/chat/completions" : "/v1/messages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"o/m", "a/m"})
    void chatCompletionsAreAnsweredWholeAndStreamedByBothKindsOfProvider(String model)
            throws Exception {
        // When
        HttpResponse<String> whole =
                appliance.post("/v1/chat/completions", CHAT.formatted(model, false));
        HttpResponse<String> stream =
                appliance.post("/v1/chat/completions", CHAT.formatted(model, true));
        // Then
        JsonNode choice = json(whole).path("choices").path(0);
        assertThat(choice.path("message").path("content").stringValue()).isEqualTo("pong");
        assertThat(choice.path("finish_reason").stringValue()).isEqualTo("stop");
        assertThat(stream.body()).contains("pong").endsWith("data: [DONE]\n\n");
        assertThat(stream.headers().firstValue("x-sallyport-model")).contains(model);
        assertThat(stream.headers().firstValue("x-sallyport-attempts")).contains("1");
    }

    @Test
    void aTokenCountIsForwardedWhereTheProviderCountsElseEstimatedAndMarked() throws Exception {
        // Given
        String body = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";
        String words = "word ".repeat(400);
        // When
        HttpResponse<String> counted =
                appliance.post("/v1/messages/count_tokens", body.formatted("a/m", words));
        Seen asked = simulator.seen().getLast();
        HttpResponse<String> estimated =
                appliance.post("/v1/messages/count_tokens", body.formatted("o/m", words));
        // Then
        assertThat(asked.path()).isEqualTo("/v1/messages/count_tokens");
        assertThat(new String(asked.body(), StandardCharsets.UTF_8)).contains("word word");
        assertThat(json(counted).path("input_tokens").intValue()).isPositive();
        assertThat(counted.headers().firstValue("x-sallyport-estimated")).isEmpty();
        assertThat(simulator.seen()).hasSize(1);
        assertThat(json(estimated).path("input_tokens").intValue()).isBetween(300, 1_000);
        assertThat(estimated.headers().firstValue("x-sallyport-estimated")).contains("true");
        assertThat(appliance.traceOf(counted).billedNanoUsd()).isZero();
    }

    @Test
    void modelsAreListedInTheProtocolOfTheCaller() throws Exception {
        // When
        JsonNode openAi = json(get("/v1/models"));
        JsonNode one = json(get("/v1/models/m"));
        JsonNode anthropic = json(get("/anthropic/v1/models"));
        HttpResponse<String> missing = get("/v1/models/nothing");
        // Then
        assertThat(openAi.path("object").stringValue()).isEqualTo("list");
        assertThat(openAi.path("data").valueStream().map(each -> each.path("id").stringValue()))
                .contains("auto", "auto:cost-first", "m");
        assertThat(one.path("owned_by").stringValue()).isEqualTo("maker");
        assertThat(one.path("created").longValue()).isEqualTo(1770076800);
        JsonNode card =
                anthropic
                        .path("data")
                        .valueStream()
                        .filter(each -> each.path("id").stringValue().equals("m"))
                        .findFirst()
                        .orElseThrow();
        assertThat(card.path("type").stringValue()).isEqualTo("model");
        assertThat(card.path("display_name").stringValue()).isEqualTo("The Model");
        assertThat(anthropic.has("has_more")).isTrue();
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("model_not_found");
    }

    @Test
    void aWebSocketIsRefusedWith426AndUnknownEndpointsNameThemselves() throws Exception {
        // When
        HttpResponse<String> socket =
                appliance.send(
                        HttpRequest.newBuilder(appliance.uri("/v1/responses")), appliance.key());
        String raw = rawUpgrade();
        // Then
        assertThat(socket.statusCode()).isEqualTo(404);
        assertThat(socket.body()).contains("/v1/responses");
        assertThat(raw).startsWith("HTTP/1.1 426").contains("websocket_not_supported");
    }

    private String rawUpgrade() throws Exception {
        var address = appliance.uri("/");
        try (var socket = new java.net.Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            ("GET /v1/responses HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
                                            + "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n"
                                            + "authorization: Bearer "
                                            + appliance.key()
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            while (!answer.toString().endsWith("}}")) {
                answer.append((char) socket.getInputStream().read());
            }
            return answer.toString();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "/v1/messages|{\"model\":\"nope\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|404|not_found_error",
                "/v1/messages|{\"model\":\"m\",\"max_tokens\":1,\"messages\":[]}|400|invalid_request_error",
                "/v1/messages|{\"model\":\"m\",\"max_tokens\":\"1\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|400|max_tokens",
                "/v1/messages|nonsense|400|invalid_request_error",
                "/v1/chat/completions|{\"model\":\"nope\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|404|model_not_found"
            })
    void errorsHaveTheEnvelopeAndTheHeadersOfTheCallersProtocol(
            String path, String body, int status, String named) throws Exception {
        // When
        HttpResponse<String> response = appliance.post(path, body);
        // Then
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(named);
        String id = response.headers().firstValue("request-id").orElseThrow();
        assertThat(response.headers().firstValue("x-request-id")).contains(id);
        JsonNode error = json(response);
        if (path.contains("messages")) {
            assertThat(error.path("type").stringValue()).isEqualTo("error");
            assertThat(error.path("request_id").stringValue()).isEqualTo(id);
        } else {
            assertThat(error.path("error").has("param")).isTrue();
            assertThat(error.path("error").has("code")).isTrue();
        }
    }

    @Test
    void aBodyOverTheLimitGets413InBothProtocols() throws Exception {
        String huge = "x".repeat(2 << 20);
        assertThat(appliance.post("/v1/messages", MESSAGES.formatted(huge, false)).body())
                .contains("request_too_large");
        HttpResponse<String> chat =
                appliance.post("/v1/chat/completions", CHAT.formatted(huge, false));
        assertThat(chat.statusCode()).isEqualTo(413);
        assertThat(chat.body()).contains("limit of this gateway");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return appliance.send(HttpRequest.newBuilder(appliance.uri(path)), appliance.key());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return AdminJson.MAPPER.readTree(response.body());
    }
}
