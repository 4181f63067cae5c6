package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.Ending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole appliance, from outside: real sockets in, a real HTTP server as upstream, H2 on disk. */
class ApplianceTest {
    private static final String GOOD =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"pong\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}";
    private static final String STREAM =
            """
            data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"pong"}}]}

            data: {"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """;

    @TempDir Path directory;
    private final HttpServer upstream = start();
    private TestAppliance appliance;

    /** USD 0.002 and 0.003 per million tokens are 2 and 3 nano-USD per token. */
    @BeforeEach
    void begin() {
        String yaml =
                """
                providers:
                  up: {base-url: "http://127.0.0.1:%d", authentication: none, allow-networks: [127.0.0.1]}
                models:
                  small:
                    capabilities: [tools, parallel-tools, images, documents, structured-output, reasoning, streaming]
                    deployments:
                      - {provider: up, upstream-model: m, id: up/m, price: {input: 0.002, cache-read: 0.001, output: 0.003}}
                """
                        .formatted(upstream.getAddress().getPort());
        appliance = new TestAppliance(directory, yaml);
    }

    @AfterEach
    void end() {
        appliance.close();
        upstream.stop(0);
    }

    @Test
    void anOpenAiCallIsAnsweredAndTraced() throws Exception {
        // When
        HttpResponse<String> response = post("/v1/chat/completions", chat("false"));
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("pong").contains("\"model\":\"small\"");
        assertThat(response.headers().firstValue("x-sallyport-model")).contains("up/m");
        Trace trace = appliance.onlyTrace();
        assertThat(trace.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(trace.billedNanoUsd()).isEqualTo(10 * 2 + 5 * 3);
        assertThat(response.headers().firstValue("x-request-id")).contains(trace.id().value());
    }

    @Test
    void aStreamAndTheOtherProtocolWork() throws Exception {
        // When
        HttpResponse<String> chunks = post("/openai/v1/chat/completions", chat("true"));
        HttpResponse<String> events =
                post(
                        "/v1/v1/messages",
                        "{\"model\":\"auto\",\"max_tokens\":9,\"stream\":true,"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}");
        // Then
        assertThat(chunks.body()).contains("pong").endsWith("data: [DONE]\n\n");
        assertThat(events.body())
                .containsSubsequence("event: message_start", "pong", "event: message_stop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "/v1/chat/completions|{|400|JSON",
                "/v1/chat/completions|{\"model\":\"small\"}|400|messages",
                "/v1/chat/completions|{\"model\":\"small\",\"messages\":[]}|400|messages",
                "/v1/chat/completions|{\"model\":7,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|400|model",
                "/v1/chat/completions|{\"model\":\"nope\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|404|nope",
                "/v1/chat/completions|{\"model\":\"small\",\"stream\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|400|stream",
                "/v1/messages|{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|400|max_tokens",
                "/v1/embeddings|{}|404|/v1/embeddings",
                "/v1/models|{}|405|GET"
            })
    void badInputGetsAFourHundredThatNamesTheField(
            String path, String body, int status, String named) throws Exception {
        HttpResponse<String> response = post(path, body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("\"error\"").contains(named);
    }

    @Test
    void withoutAKeyNothingIsSaid() throws Exception {
        // When
        HttpResponse<String> response =
                appliance.send(
                        HttpRequest.newBuilder(appliance.uri("/v1/chat/completions"))
                                .POST(HttpRequest.BodyPublishers.ofString(chat("false"))),
                        "slp_inf_nothing");
        // Then
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("invalid_api_key").doesNotContain("slp_inf_nothing");
    }

    @Test
    void theModelsOfTheKeyAreListed() throws Exception {
        HttpResponse<String> response =
                appliance.send(
                        HttpRequest.newBuilder(appliance.uri("/v1/models")), appliance.key());
        assertThat(response.body()).contains("\"object\":\"list\"").contains("\"id\":\"small\"");
    }

    @Test
    void aCallerThatWaitsForASlowAnswerGetsItAndTheNextOneOnTheSameConnection() throws Exception {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response =
                    post("/v1/chat/completions", chat("false").replace("ping", "slowly"));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("pong");
        }
    }

    @Test
    void aCallerThatAsksToCloseGetsItsAnswerAndTheEndOfTheConnection() throws IOException {
        // Given
        URI gateway = appliance.uri("/");
        String body = chat("false");
        try (Socket caller = new Socket(gateway.getHost(), gateway.getPort())) {
            caller.setSoTimeout(10_000);
            // When
            caller.getOutputStream()
                    .write(
                            ("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
                                            + "authorization: Bearer %s\r\ncontent-length: %d\r\n\r\n%s")
                                    .formatted(appliance.key(), body.length(), body)
                                    .getBytes(StandardCharsets.UTF_8));
            // Then
            assertThat(caller.getInputStream().readAllBytes()).asString().contains("pong");
        }
    }

    private static HttpServer start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext(
                    "/v1/chat/completions",
                    exchange -> {
                        String body =
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8);
                        if (body.contains("slowly")) {
                            pause();
                        }
                        boolean stream = body.contains("\"stream\":true");
                        byte[] answer = (stream ? STREAM : GOOD).getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders()
                                .set(
                                        "content-type",
                                        stream ? "text/event-stream" : "application/json");
                        exchange.sendResponseHeaders(200, answer.length);
                        exchange.getResponseBody().write(answer);
                        exchange.close();
                    });
            server.start();
            return server;
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(800);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return appliance.post(path, body);
    }

    private static String chat(String stream) {
        return "{\"model\":\"small\",\"stream\":"
                + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}";
    }
}
