package io.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulator.Fault;
import io.sallyport.simulator.Personality;
import io.sallyport.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Zero data retention, seen from outside: marked words go through the packaged appliance as prompt,
 * tool argument, answer, user name, model name, key and provider key, on good ways and on every
 * faulty one; afterwards none of them is in anything that it wrote or tells.
 */
@Timeout(300)
class NothingIsKeptTest {
    private static final String PROMPT = "canaryprompt7391";
    private static final String ANSWER = "canaryanswer7392";
    private static final String USER = "canaryuser7393";
    private static final String PROVIDER_KEY = "canaryproviderkey7394";
    private static final String BODY =
            "{\"model\":\"%s\",\"max_tokens\":50,\"stream\":%s,\"user\":\"%s\",\"metadata\":{\"user_id\":\"%s\"},"
                    + "\"tools\":[],\"messages\":[{\"role\":\"system\",\"content\":\"%s\"},{\"role\":\"user\",\"content\":\"%s ECHO:%s\"}]}";

    @TempDir Path directory;

    @Test
    void noPromptAnswerOrSecretIsInAnythingThatItWritesOrTells() throws Exception {
        try (Simulator simulator =
                Simulator.start(
                        0,
                        List.of(new Personality("good", Duration.ZERO, Duration.ZERO, 0, 5, 1)))) {
            List<String> answers = new ArrayList<>();
            List<String> told = new ArrayList<>();
            String key;
            try (PackagedAppliance appliance =
                    PackagedAppliance.start(
                            directory, "serve", "--config", configuration(simulator).toString())) {
                key = appliance.newKey();
                // Given calls of every kind and ending
                answers.addAll(calls(appliance.gateway(), key));
                // When
                told.add(open(appliance.admin().resolve("/metrics"), ""));
                String token =
                        Files.readString(Path.of(appliance.field("admin-token-file"))).strip();
                told.add(open(appliance.admin().resolve("/admin/v1/traces?limit=1000"), token));
                told.add(open(appliance.admin().resolve("/admin/v1/status"), token));
                told.add(open(appliance.admin().resolve("/admin/v1/keys"), token));
                appliance.stop();
                told.add(appliance.log());
                told.addAll(appliance.announcement());
            }
            // Then the words did go through, and are nowhere now
            assertThat(answers).anyMatch(answer -> answer.contains(ANSWER));
            assertThat(told.get(1)).contains("caller_gone").contains("answered").contains("failed");
            told.addAll(files());
            for (String text : told) {
                assertThat(text)
                        .doesNotContain(PROMPT, ANSWER, USER, PROVIDER_KEY, key)
                        .doesNotContain("\tat ", "Exception:");
            }
            assertThat(answers)
                    .noneMatch(answer -> answer.contains(PROVIDER_KEY) || answer.contains("\tat "));
        }
    }

    private Path configuration(Simulator simulator) throws IOException {
        Path secret = Files.writeString(directory.resolve("provider-key"), PROVIDER_KEY);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        StringBuilder models = new StringBuilder();
        List<String> names = new ArrayList<>(List.of("good"));
        Stream.of(Fault.values()).map(Fault::model).forEach(names::add);
        for (String name : names) {
            models.append(
                    """
                      %s:
                        capabilities: [tools, streaming]
                        deployments:
                          - {provider: o, price: {input: 1, output: 1}}
                          - {provider: a, price: {input: 1, output: 1}}
                    """
                            .formatted(name));
        }
        String deadlines = "{connect: 1s, first-byte: 1s, idle: 1s, total: 3s}";
        return Files.writeString(
                directory.resolve("appliance.yaml"),
                """
                data-directory: %s
                gateway: {host: 127.0.0.1, port: 0}
                admin: {port: 0}
                forwarding: {breaker-failures: 1000}
                providers:
                  o: {base-url: "%s", api-key: "${file:%s}", allow-networks: [127.0.0.1], deadlines: %s}
                  a: {dialect: anthropic, base-url: "%s", api-key: "${file:%s}", allow-networks: [127.0.0.1], deadlines: %s}
                models:
                %s
                """
                        .formatted(
                                directory.resolve("data"),
                                simulator.base(),
                                secret,
                                deadlines,
                                simulator.base(),
                                secret,
                                deadlines,
                                models));
    }

    /** Good calls, bad input and every fault, on both protocols, whole and streamed. */
    private static List<String> calls(URI gateway, String key) throws Exception {
        List<String> models =
                new ArrayList<>(List.of("good", "o/good", "a/good", "auto", PROMPT + " as a name"));
        Stream.of(Fault.values()).map(Fault::model).forEach(models::add);
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> calls = new ArrayList<>();
            for (String path : List.of("/v1/chat/completions", "/v1/messages")) {
                for (String model : models) {
                    for (boolean stream : new boolean[] {true, false}) {
                        String body =
                                BODY.formatted(model, stream, USER, USER, PROMPT, PROMPT, ANSWER);
                        calls.add(
                                threads.submit(() -> post(http, gateway.resolve(path), key, body)));
                    }
                }
                String broken = "{\"messages\":\"" + PROMPT + "\",";
                calls.add(threads.submit(() -> post(http, gateway.resolve(path), key, broken)));
                String wrong = "slp_inf_" + PROVIDER_KEY;
                calls.add(threads.submit(() -> post(http, gateway.resolve(path), wrong, broken)));
                String unknown = "/v1/" + PROMPT;
                calls.add(threads.submit(() -> post(http, gateway.resolve(unknown), key, broken)));
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> call : calls) {
                answers.add(call.get());
            }
            leave(gateway, key);
            return answers;
        }
    }

    /** A caller that goes away while it waits. */
    private static void leave(URI gateway, String key) throws Exception {
        String body =
                BODY.formatted(
                        "fault-hang-before-headers", false, USER, USER, PROMPT, PROMPT, ANSWER);
        try (var socket = new java.net.Socket(gateway.getHost(), gateway.getPort())) {
            socket.getOutputStream()
                    .write(
                            "POST /v1/messages HTTP/1.1\r\nhost: x\r\nx-api-key: %s\r\ncontent-length: %d\r\n\r\n%s"
                                    .formatted(key, body.length(), body)
                                    .getBytes(StandardCharsets.UTF_8));
            Thread.sleep(500);
        }
        Thread.sleep(1_500);
    }

    private static String post(HttpClient http, URI uri, String key, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("authorization", "Bearer " + key)
                        .header("content-type", "application/json")
                        .timeout(Duration.ofSeconds(60))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String open(URI uri, String token) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(uri)
                                    .header("authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** Every byte that is left in the data directory. */
    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            assertThat(texts).hasSizeGreaterThan(2);
            return texts;
        }
    }
}
