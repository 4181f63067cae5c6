package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulator.Fault;
import io.sallyport.simulator.Simulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Stops of a whole appliance, through its admin API, as callers of both protocols meet them. */
@Timeout(60)
class KillSwitchTest {
    private static final String STOPS = "/admin/v1/stops";

    @TempDir Path directory;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Simulator simulator;
    private Appliance appliance;
    private String token;
    private String keyId;
    private String key;

    @BeforeEach
    void begin() throws Exception {
        simulator = Simulator.start(0, DemoModels.PERSONALITIES);
        appliance = start();
        token = Files.readString(directory.resolve("admin-token")).strip();
        JsonNode made =
                AdminJson.MAPPER.readTree(
                        admin("POST", "/admin/v1/keys", "{\"name\":\"k\",\"organisation\":\"o\"}")
                                .body());
        key = made.path("secret").stringValue();
        keyId = made.path("key").path("id").stringValue();
    }

    @AfterEach
    void end() {
        appliance.close();
        simulator.close();
        http.close();
    }

    private Appliance start() {
        Configuration demo =
                new ConfigurationFile(Map.of())
                        .parse("", "test")
                        .demonstrating(DemoModels.at(simulator.base()), directory, 0, 0);
        return Appliance.start(demo.settings(), Clock.systemUTC());
    }

    @Test
    void aStoppedProviderIsPassedOverAndOneThatWasAskedForByNameIsRefusedInTheCallersProtocol()
            throws Exception {
        // When
        stop("provider", "sim-openai");
        // Then
        assertThat(chat("sim-small").statusCode()).isEqualTo(200);
        HttpResponse<String> openai = chat("sim-openai/sim-small");
        assertThat(openai.statusCode()).isEqualTo(503);
        assertThat(openai.body()).contains("provider_stopped", "stopped by an administrator");
        HttpResponse<String> anthropic =
                post(
                        "/v1/messages",
                        "{\"model\":\"sim-openai/sim-small\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        assertThat(anthropic.statusCode()).isEqualTo(503);
        assertThat(anthropic.body()).contains("\"type\":\"error\"", "stopped by an administrator");
        resume("provider", "sim-openai");
        assertThat(chat("sim-openai/sim-small").statusCode()).isEqualTo(200);
    }

    @Test
    void aStopStaysOverARestart() throws Exception {
        // Given
        stop("model", "sim-small");
        stop("key", keyId);
        // When
        appliance.close();
        appliance = start();
        // Then
        assertThat(admin("GET", STOPS, "").body()).contains("sim-small", keyId);
        HttpResponse<String> refused = chat("sim-small");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("api_key_stopped");
        resume("key", keyId);
        assertThat(chat("sim-small").statusCode()).isEqualTo(503);
        resume("model", "sim-small");
        assertThat(chat("sim-small").statusCode()).isEqualTo(200);
    }

    @Test
    void aRequestThatWaitsForItsFirstContentIsStoppedToo() throws Exception {
        // Given: an upstream that has the request and will not answer for seconds
        String hanging = Fault.HANG_BEFORE_HEADERS.model();
        CompletableFuture<HttpResponse<String>> waiting = http.sendAsync(call(hanging), text());
        while (appliance.admission().inFlight() == 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        // When
        stop("key", keyId);
        // Then
        HttpResponse<String> refused = waiting.get(20, TimeUnit.SECONDS);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("api_key_stopped");
    }

    @Test
    void onlyWhatExistsIsStoppedAndWhatIsWrongIsNamed() throws Exception {
        assertWrong(404, "{\"kind\":\"provider\",\"name\":\"opnai\"}", "no provider 'opnai'");
        assertWrong(404, "{\"kind\":\"model\",\"name\":\"sim-openai/sim-small\"}", "no model");
        assertWrong(404, "{\"kind\":\"key\",\"name\":\"Ab3dE5gH\"}", "no key");
        assertWrong(404, "{\"kind\":\"key\",\"name\":\"\"}", "no key");
        assertWrong(400, "{\"kind\":\"router\",\"name\":\"x\"}", "kind: must be one of");
        assertWrong(400, "{\"kind\":\"model\",\"name\":\"x\",\"why\":1}", "why: is unknown");
        assertWrong(400, "[]", "must be a JSON object");
        assertWrong(400, "{", "no valid JSON");
        assertThat(admin("DELETE", STOPS + "?kind=model&name=sim-small", "").statusCode())
                .isEqualTo(404);
        assertThat(admin("DELETE", STOPS + "?kind=model", "").statusCode()).isEqualTo(400);
        assertThat(admin("GET", STOPS, "").body()).isEqualTo("{\"stops\":[]}");
    }

    @Test
    void theBootstrapTokenOpensAgainWhenTheOnlyAdminKeyIsStopped() throws Exception {
        // Given
        JsonNode boss =
                AdminJson.MAPPER.readTree(
                        admin(
                                        "POST",
                                        "/admin/v1/keys",
                                        "{\"name\":\"b\",\"organisation\":\"o\",\"kind\":\"admin\"}")
                                .body());
        String bootstrap = token;
        token = boss.path("secret").stringValue();
        // When
        stop("key", boss.path("key").path("id").stringValue());
        // Then
        assertThat(admin("GET", STOPS, "").statusCode()).isEqualTo(403);
        token = bootstrap;
        assertThat(admin("GET", STOPS, "").statusCode()).isEqualTo(200);
    }

    private void assertWrong(int status, String body, String words) throws Exception {
        HttpResponse<String> answer = admin("POST", STOPS, body);
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        assertThat(answer.body()).contains(words);
    }

    private void stop(String kind, String name) throws Exception {
        HttpResponse<String> answer =
                admin("POST", STOPS, "{\"kind\":\"%s\",\"name\":\"%s\"}".formatted(kind, name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(name);
    }

    private void resume(String kind, String name) throws Exception {
        assertThat(admin("DELETE", STOPS + "?kind=" + kind + "&name=" + name, "").statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> admin(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(appliance.adminAddress() + path))
                        .header("authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                text());
    }

    private HttpResponse<String> chat(String model) throws Exception {
        return http.send(call(model), text());
    }

    private HttpRequest call(String model) {
        return request(
                "/v1/chat/completions",
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                        .formatted(model));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(request(path, body), text());
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(appliance.gatewayAddress() + path))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }
}
