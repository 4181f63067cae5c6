package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.Ending;
import io.sallyport.simulator.Personality;
import io.sallyport.simulator.Simulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What callers get from a gateway that has no room for them, and that it has room again. */
@Timeout(90)
class OverloadTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String KEY = "Authorization: Bearer KEY~~";
    private static final long MEMORY = Runtime.getRuntime().maxMemory();

    @TempDir Path directory;
    private Simulator simulator;

    @BeforeEach
    void begin() {
        simulator =
                Simulator.start(
                        0,
                        List.of(
                                new Personality("m", Duration.ZERO, Duration.ZERO, 0, 5, 1),
                                new Personality(
                                        "slow", Duration.ofMinutes(1), Duration.ZERO, 0, 5, 1),
                                new Personality(
                                        "long", Duration.ZERO, Duration.ZERO, 0, 200_000, 1)));
    }

    @AfterEach
    void end() {
        simulator.close();
    }

    @Test
    void whoFindsNoPlaceIsToldInItsOwnProtocolWhenToComeAgain() throws Exception {
        try (TestAppliance appliance = appliance("max-requests: 1");
                RawCaller first = waiting(appliance)) {
            // When
            HttpResponse<String> openAi = appliance.post(CHAT, chat("m", ""));
            HttpResponse<String> anthropic = appliance.post("/v1/messages", message());
            // Then
            assertThat(openAi.statusCode()).isEqualTo(503);
            assertThat(openAi.headers().firstValue("retry-after")).contains("1");
            assertThat(openAi.body()).contains("\"code\":\"overloaded\"");
            assertThat(anthropic.statusCode()).isEqualTo(503);
            assertThat(anthropic.headers().firstValue("retry-after")).contains("1");
            assertThat(anthropic.body()).contains("\"type\":\"error\"", "requests under way");
            assertThat(first).isNotNull();
        }
    }

    @Test
    void whatIsShedLeavesATraceWithItsCallerAndACountOfTheReason() throws Exception {
        try (TestAppliance appliance = appliance("max-requests: 1");
                RawCaller first = waiting(appliance)) {
            // When
            HttpResponse<String> shed = appliance.post(CHAT, chat("m", ""));
            // Then
            Trace trace = appliance.traceOf(shed);
            assertThat(trace.ending()).isEqualTo(Ending.REFUSED);
            assertThat(trace.rejection()).contains("overloaded");
            assertThat(trace.keyId()).isPresent();
            assertThat(shedFor(appliance, "requests")).isEqualTo(1);
            assertThat(first).isNotNull();
        }
    }

    @Test
    void aShedRequestIsAnsweredBeforeItsBodyAndAWholeOneKeepsItsConnection() throws Exception {
        try (TestAppliance appliance = appliance("max-requests: 1");
                RawCaller first = waiting(appliance);
                RawCaller unfinished = new RawCaller(appliance);
                RawCaller whole = new RawCaller(appliance)) {
            // When
            unfinished.say(
                    "POST %s HTTP/1.1~~Host: x~~%sContent-Length: 999999~~~~".formatted(CHAT, KEY));
            String early = unfinished.rest();
            whole.ask(CHAT, KEY, chat("m", ""));
            String shed = whole.until("overloaded");
            first.end();
            awaitMetric(appliance, "sallyport_requests_open", 0);
            whole.ask(CHAT, KEY, chat("m", ""));
            // Then
            assertThat(early).startsWith("HTTP/1.1 503").contains("connection: close");
            assertThat(shed).startsWith("HTTP/1.1 503").doesNotContain("connection: close");
            assertThat(whole.until("pong")).contains("HTTP/1.1 200");
        }
    }

    @Test
    void healthMetricsAndTheAdminApiAreNeverShed() throws Exception {
        try (TestAppliance appliance = appliance("max-requests: 1");
                RawCaller first = waiting(appliance)) {
            // When
            HttpResponse<String> shed = appliance.post(CHAT, chat("m", ""));
            // Then
            assertThat(shed.statusCode()).isEqualTo(503);
            assertThat(status(appliance, "/health/live")).isEqualTo(200);
            assertThat(status(appliance, "/health/ready")).isEqualTo(200);
            assertThat(status(appliance, "/metrics")).isEqualTo(200);
            assertThat(status(appliance, "/admin/v1/keys")).isEqualTo(401);
            assertThat(first).isNotNull();
        }
    }

    @Test
    void bodiesUnderWayShareTheirMemoryAndGiveItBack() throws Exception {
        try (TestAppliance appliance = appliance("body-memory: " + memoryFor(300_000));
                RawCaller first = new RawCaller(appliance)) {
            // Given
            first.ask(CHAT, KEY, chat("slow", "x".repeat(200_000)));
            awaitMetric(appliance, "sallyport_requests_open", 1);
            awaitAbove(appliance, "sallyport_bodies_bytes", 600_000);
            // When
            HttpResponse<String> second = appliance.post(CHAT, chat("m", "x".repeat(200_000)));
            // Then
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.body()).contains("overloaded", "no memory left");
            assertThat(shedFor(appliance, "bodies")).isEqualTo(1);
            assertThat(appliance.post(CHAT, chat("m", "")).statusCode()).isEqualTo(200);
            first.end();
            awaitMetric(appliance, "sallyport_bodies_bytes", 0);
            assertThat(appliance.post(CHAT, chat("m", "x".repeat(200_000))).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void chunksAreCountedAsTheyComeAndABodyThatNeverFitsIsToldSo() throws Exception {
        try (TestAppliance appliance = appliance("body-memory: " + memoryFor(100_000));
                RawCaller chunked = new RawCaller(appliance)) {
            // When
            chunked.say(
                    "POST %s HTTP/1.1~~Host: x~~%sTransfer-Encoding: chunked~~~~%x~~%s"
                            .formatted(CHAT, KEY, 200_000, "x".repeat(150_000)));
            String tooMuch = chunked.until("overloaded");
            HttpResponse<String> never = appliance.post(CHAT, chat("m", "x".repeat(200_000)));
            // Then
            assertThat(tooMuch).startsWith("HTTP/1.1 503");
            assertThat(never.statusCode()).isEqualTo(413);
            assertThat(never.headers().firstValue("retry-after")).isEmpty();
            awaitMetric(appliance, "sallyport_bodies_bytes", 0);
        }
    }

    @Test
    void anAnswerThatHasNoMemoryIsRefusedAndBlamesNobody() throws Exception {
        try (TestAppliance appliance = appliance("body-memory: " + memoryFor(100_000))) {
            // When
            HttpResponse<String> tooLong = appliance.post(CHAT, chat("long", ""));
            // Then
            assertThat(tooLong.statusCode()).isEqualTo(503);
            assertThat(tooLong.body()).contains("overloaded");
            Trace trace = appliance.traceOf(tooLong);
            assertThat(trace.rejection()).contains("overloaded");
            assertThat(trace.attempts())
                    .extracting(Trace.TracedAttempt::outcome)
                    .containsExactly("GATEWAY_STOPPED");
            assertThat(appliance.metric("sallyport_breaker_state", "long")).isZero();
            awaitMetric(appliance, "sallyport_bodies_bytes", 0);
        }
    }

    @Test
    void aStreamThatIsLongerThanTheMemoryPassesThroughIt() throws Exception {
        try (TestAppliance appliance = appliance("body-memory: " + memoryFor(100_000))) {
            // When
            HttpResponse<String> stream =
                    appliance.post(
                            CHAT, chat("long", "").replace("{\"model", "{\"stream\":true,\"model"));
            // Then
            assertThat(stream.body()).hasSizeGreaterThan(1_000_000).endsWith("data: [DONE]\n\n");
            awaitMetric(appliance, "sallyport_bodies_bytes", 0);
        }
    }

    @Test
    void aHeapThatIsFullBehindACollectionShedsAndIsForgottenWhenNoOtherFollows() throws Exception {
        // Given: every heap is fuller than that
        try (TestAppliance appliance = appliance("max-heap: 0.000001")) {
            // When
            HttpResponse<String> shed = appliance.post(CHAT, chat("m", ""));
            for (int i = 0; i < 100 && shed.statusCode() == 200; i++) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(100);
                shed = appliance.post(CHAT, chat("m", ""));
            }
            // Then
            assertThat(shed.statusCode()).isEqualTo(503);
            assertThat(shed.body()).contains("short of memory");
            assertThat(shedFor(appliance, "heap")).isPositive();
            awaitMetric(appliance, "sallyport_heap_collected_ratio", 0);
            assertThat(appliance.post(CHAT, chat("m", "")).statusCode()).isEqualTo(200);
        }
    }

    /** The share of this heap that has room for one body of so many bytes. */
    private static String memoryFor(int bytes) {
        return "%.6f".formatted(3.0 * bytes / MEMORY);
    }

    private TestAppliance appliance(String overload) {
        return new TestAppliance(
                directory,
                """
                overload: {queue-time: 1m, %s}
                providers:
                  o: {base-url: "%s", authentication: none, allow-networks: [127.0.0.1]}
                models:
                  m: {deployments: [{provider: o, price: {input: 1, output: 1}}]}
                  slow: {deployments: [{provider: o, price: {input: 1, output: 1}}]}
                  long: {capabilities: [streaming], deployments: [{provider: o, price: {input: 1, output: 1}}]}
                """
                        .formatted(overload, simulator.base()));
    }

    /** What the admin listener says without a credential. */
    private static int status(TestAppliance appliance, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(appliance.admin(path)).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /** A caller whose request is under way for a minute. */
    private static RawCaller waiting(TestAppliance appliance) throws Exception {
        RawCaller caller = new RawCaller(appliance);
        caller.ask(CHAT, KEY, chat("slow", ""));
        awaitMetric(appliance, "sallyport_requests_open", 1);
        return caller;
    }

    private static double shedFor(TestAppliance appliance, String reason) throws Exception {
        return appliance.metric("sallyport_requests_shed_total", "reason=\"" + reason + "\"");
    }

    private static void awaitMetric(TestAppliance appliance, String name, double value)
            throws Exception {
        for (int i = 0; i < 400 && appliance.metric(name, "") != value; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(appliance.metric(name, "")).as(name).isEqualTo(value);
    }

    private static void awaitAbove(TestAppliance appliance, String name, double value)
            throws Exception {
        for (int i = 0; i < 400 && appliance.metric(name, "") < value; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(appliance.metric(name, "")).as(name).isGreaterThanOrEqualTo(value);
    }

    private static String message() {
        return "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    private static String chat(String model, String padding) {
        String text = model.equals("m") ? "ECHO:pong" : "go on";
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"system\",\"content\":\"%s\"},{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(model, padding, text);
    }
}
