package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The admin API over real sockets. */
class AdminApiTest {
    @TempDir Path directory;
    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;
    private Appliance appliance;
    private String token;

    @BeforeEach
    void begin() throws IOException {
        simulator = Simulator.start(0, DemoModels.PERSONALITIES);
        appliance = start();
        token = Files.readString(directory.resolve("admin-token")).strip();
    }

    private Appliance start() {
        Configuration demo =
                new ConfigurationFile(Map.of())
                        .parse("", "test")
                        .demonstrating(DemoModels.at(simulator.base()), directory, 0, 0);
        return Appliance.start(demo.settings(), Clock.systemUTC());
    }

    @AfterEach
    void end() {
        appliance.close();
        simulator.close();
        http.close();
    }

    @Test
    void everyRouteButTheOpenOnesNeedsAnAdministratorsCredential() throws Exception {
        // Given
        String inference = secretOf(create("{\"name\":\"i\",\"organisation\":\"o\"}"));
        List<String> routes = new ArrayList<>(appliance.adminRoutes());
        assertThat(routes).hasSizeGreaterThan(6);
        routes.add("GET / admin");
        routes.add("GET /admin/v1/nothing admin");
        routes.add("POST /admin admin");
        routes.add("GET /metrics/x admin");
        // When, Then
        int open = 0;
        for (String route : routes) {
            String[] parts = route.split(" ");
            for (String credential : List.of("", "nonsense", token + "x", inference)) {
                int status = send(parts[0], parts[1], credential, "").statusCode();
                if (parts[2].equals("open")) {
                    assertThat(status).as(route).isEqualTo(200);
                } else {
                    assertThat(status).as(route + " with " + credential.length()).isIn(401, 403);
                }
            }
            open += parts[2].equals("open") ? 1 : 0;
            int withToken = send(parts[0], parts[1], token, "").statusCode();
            assertThat(withToken).as(route).isNotIn(401, 403, 500);
        }
        assertThat(open).isEqualTo(3);
    }

    @Test
    void theBootstrapTokenWorksUntilAnAdminKeyIsActiveAndAgainAfterwards() throws Exception {
        // When
        JsonNode admin =
                json(create("{\"name\":\"boss\",\"organisation\":\"o\",\"kind\":\"admin\"}"));
        // Then
        HttpResponse<String> refused = get("/admin/v1/keys", token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("bootstrap_token_replaced", "admin key");
        String key = admin.path("secret").stringValue();
        assertThat(get("/admin/v1/keys", key).statusCode()).isEqualTo(200);
        // When: the last admin key ends, nobody is locked out
        String id = admin.path("key").path("id").stringValue();
        assertThat(send("DELETE", "/admin/v1/keys/" + id, key, "").statusCode()).isEqualTo(200);
        // Then
        assertThat(get("/admin/v1/keys", key).statusCode()).isEqualTo(401);
        assertThat(get("/admin/v1/keys", token).statusCode()).isEqualTo(200);
    }

    @Test
    void theTokenIsMadeOnceForItsOwnerOnlyAndKeptOverARestart() throws Exception {
        // Given
        Path file = directory.resolve("admin-token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String key = secretOf(create("{\"name\":\"kept\",\"organisation\":\"o\"}"));
        // When
        appliance.close();
        appliance = start();
        // Then: token, pepper and keys have survived
        assertThat(get("/admin/v1/keys", token).body()).contains("\"kept\"");
        assertThat(chat(key, "sim-small").statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenFileThatOthersMayReadStopsTheStart() throws Exception {
        appliance.close();
        Files.setPosixFilePermissions(
                directory.resolve("admin-token"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(this::start)
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining("admin.token-file")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aKeyIsMadeShownOnceListedUsedAndRevoked() throws Exception {
        // When
        HttpResponse<String> made =
                create(
                        """
                        {"name":"app","organisation":"acme","allowed_models":["sim-small","nope","sim-openai/*"],
                         "expires_at":"2999-01-01T01:00:00+01:00"}
                        """);
        // Then
        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode answer = json(made);
        String secret = answer.path("secret").stringValue();
        String id = answer.path("key").path("id").stringValue();
        assertThat(secret).matches("slp_inf_[0-9A-Za-z]{38}_[0-9A-Za-z]{6}").contains(id);
        assertThat(answer.path("warnings").toString())
                .contains("'nope'")
                .doesNotContain("sim-openai");
        assertThat(answer.path("key").toString())
                .isEqualTo(
                        "{\"id\":\"%s\",\"name\":\"app\",\"organisation\":\"acme\",\"kind\":\"inference\",\"state\":\"active\",\"allowed_models\":[\"nope\",\"sim-openai/*\",\"sim-small\"],\"created_at\":\"%s\",\"expires_at\":\"2999-01-01T00:00:00Z\"}"
                                .formatted(
                                        id, answer.path("key").path("created_at").stringValue()));
        assertThat(get("/admin/v1/keys", token).body()).contains(id).doesNotContain(secret);
        assertThat(chat(secret, "sim-small").statusCode()).isEqualTo(200);
        assertThat(chat(secret, "sim-large").statusCode()).isEqualTo(404);
        // When
        HttpResponse<String> revoked = send("DELETE", "/admin/v1/keys/" + id, token, "");
        HttpResponse<String> again = send("DELETE", "/admin/v1/keys/" + id, token, "");
        // Then
        assertThat(json(revoked).path("state").stringValue()).isEqualTo("revoked");
        assertThat(again.body()).isEqualTo(revoked.body());
        HttpResponse<String> refused = chat(secret, "sim-small");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
        assertThat(send("DELETE", "/admin/v1/keys/unknown1", token, "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void keysAndTracesArePagedWithoutGapsOrRepeats() throws Exception {
        // Given
        String key = "";
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            JsonNode answer =
                    json(create("{\"name\":\"k%d\",\"organisation\":\"o\"}".formatted(i)));
            made.add(answer.path("key").path("id").stringValue());
            key = answer.path("secret").stringValue();
        }
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            asked.add(chat(key, "sim-small").headers().firstValue("x-request-id").orElseThrow());
        }
        awaitTraces(7);
        // When
        List<String> keys = pages("/admin/v1/keys?limit=3", "&after=", "keys");
        List<String> traces = pages("/admin/v1/traces?limit=3", "&cursor=", "traces");
        // Then
        assertThat(keys).containsExactlyInAnyOrderElementsOf(made);
        assertThat(traces).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void aTraceSaysWhatHappenedAndNothingOfTheContent() throws Exception {
        // Given
        String key = secretOf(create("{\"name\":\"k\",\"organisation\":\"acme\"}"));
        // When
        chat(key, "resilient");
        awaitTraces(1);
        // Then
        String body = get("/admin/v1/traces", token).body();
        JsonNode trace = json(get("/admin/v1/traces", token)).path("traces").path(0);
        assertThat(trace.path("requested_model").stringValue()).isEqualTo("resilient");
        assertThat(trace.path("served_model").stringValue()).isEqualTo("sim-small");
        assertThat(trace.path("organisation").stringValue()).isEqualTo("acme");
        assertThat(trace.path("ending").stringValue()).isEqualTo("answered");
        assertThat(trace.path("strategy").stringValue()).isEqualTo("explicit");
        assertThat(trace.path("tokens").path("output").longValue()).isPositive();
        assertThat(trace.path("billed_nano_usd").longValue()).isPositive();
        assertThat(trace.path("ttft_micros").longValue()).isPositive();
        assertThat(
                        trace.path("attempts")
                                .valueStream()
                                .map(each -> each.path("outcome").stringValue()))
                .hasSize(3)
                .startsWith("server_error")
                .endsWith("answered");
        String id = trace.path("id").stringValue();
        assertThat(get("/admin/v1/traces/" + id, token).body()).isEqualTo(trace.toString());
        assertThat(get("/admin/v1/traces/req_none", token).statusCode()).isEqualTo(404);
        assertThat(body).doesNotContain("a very private prompt").doesNotContain(key);
    }

    @Test
    void aKeyGrantedTheAutomaticChoiceAloneUsesItAndNamesNothing() throws Exception {
        // Given
        String key =
                secretOf(
                        create(
                                "{\"name\":\"a\",\"organisation\":\"o\",\"allowed_models\":[\"auto\"]}"));
        // When
        HttpResponse<String> chosen = chat(key, "auto");
        HttpResponse<String> named = chat(key, "sim-small");
        // Then
        assertThat(chosen.statusCode()).isEqualTo(200);
        assertThat(chosen.headers().firstValue("x-sallyport-strategy")).isPresent();
        // What a key may not use does not exist for it.
        assertThat(named.statusCode()).isEqualTo(404);
    }

    @Test
    void readyMeansThatCallsAreServed() throws Exception {
        assertThat(get("/health/live", "").body()).isEqualTo("{\"status\":\"UP\",\"checks\":{}}");
        assertThat(get("/health/ready", "").body())
                .isEqualTo(
                        "{\"status\":\"UP\",\"checks\":{\"database\":\"UP\",\"gateway\":\"UP\",\"keys\":\"UP\",\"traces\":\"UP\"}}");
        assertThat(json(get("/admin/v1/status", token)).path("version").stringValue())
                .isEqualTo("sallyport 0.1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "POST|/admin/v1/keys||400|JSON",
                "POST|/admin/v1/keys|{|400|JSON",
                "POST|/admin/v1/keys|[]|400|object",
                "POST|/admin/v1/keys|{\"name\":\"a\",\"name\":\"b\",\"organisation\":\"o\"}|400|twice",
                "POST|/admin/v1/keys|{\"organisation\":\"o\"}|400|name: is required",
                "POST|/admin/v1/keys|{\"name\":\" \",\"organisation\":\"o\"}|400|name: must not be blank",
                "POST|/admin/v1/keys|{\"name\":7,\"organisation\":\"o\"}|400|name: must be a string",
                "POST|/admin/v1/keys|{\"name\":\"a\",\"organisation\":\"o\",\"kind\":\"root\"}|400|kind",
                "POST|/admin/v1/keys|{\"name\":\"a\",\"organisation\":\"o\",\"budget\":1}|400|budget: is unknown",
                "POST|/admin/v1/keys|{\"name\":\"a\",\"organisation\":\"o\",\"expires_at\":\"2001-01-01T00:00:00Z\"}|400|future",
                "POST|/admin/v1/keys|{\"name\":\"a\",\"organisation\":\"o\",\"expires_at\":\"tomorrow\"}|400|RFC 3339",
                "POST|/admin/v1/keys|{\"name\":\"a\",\"organisation\":\"o\",\"allowed_models\":[\"a b\"]}|400|without spaces",
                "POST|/admin/v1/keys|{\"name\":\"a\",\"organisation\":\"a\\u0000\"}|400|organisation has 1 to 100",
                "POST|/admin/v1/keys|{\"name\":\"\\ud800\",\"organisation\":\"o\"}|400|name of a key",
                "POST|/admin/v1/keys|{\"name\":\"a\",\"organisation\":\"o\",\"expires_at\":\"+999999999-12-31T23:59:59+18:00\"}|400|9999",
                "GET|/admin/v1/keys?limit=0||400|limit",
                "GET|/admin/v1/keys?limit=x||400|limit",
                "GET|/admin/v1/keys?page=2||400|page: is unknown",
                "GET|/admin/v1/traces?cursor=%00||400|cursor",
                "GET|/admin/v1/traces?cursor=AAAA||400|cursor",
                "PUT|/admin/v1/keys|{}|405|GET or POST",
                "GET|/admin/v1/nothing||404|/admin/v1/nothing"
            })
    void badInputIsRefusedByName(String method, String path, String body, int status, String named)
            throws Exception {
        HttpResponse<String> response = send(method, path, token, body == null ? "" : body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).path("error").path("message").stringValue()).contains(named);
    }

    @Test
    void aHeadRequestIsAGetWithoutItsBody() throws Exception {
        HttpResponse<String> health = send("HEAD", "/health/live", "", "");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEmpty();
        assertThat(send("HEAD", "/admin/v1/keys", "", "").statusCode()).isEqualTo(401);
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() throws Exception {
        assertThat(send("PUT", "/admin/v1/keys", token, "").headers().firstValue("allow"))
                .contains("GET, POST");
    }

    @Test
    void aBodyOverTheLimitIsRefused() throws Exception {
        String huge = "{\"name\":\"" + "a".repeat(100_000) + "\"}";
        assertThat(create(huge).statusCode()).isEqualTo(413);
    }

    @Test
    void whatADamagedDatabaseCannotReadIsToldAndHidesNothingElse() throws Exception {
        // Given: two traces, written apart from each other, of which the disk damaged the first
        String key = secretOf(create("{\"name\":\"k\",\"organisation\":\"o\"}"));
        String lost = chat(key, "sim-small").headers().firstValue("x-request-id").orElseThrow();
        awaitTraces(1);
        appliance.close();
        damageTraces();
        appliance = start();
        String kept = chat(key, "sim-small").headers().firstValue("x-request-id").orElseThrow();
        awaitTraces(1);
        // When
        JsonNode page = json(get("/admin/v1/traces", token));
        HttpResponse<String> one = get("/admin/v1/traces/" + lost, token);
        // Then
        assertThat(page.path("traces").valueStream().map(each -> each.path("id").stringValue()))
                .containsExactly(kept);
        assertThat(page.path("gaps").size()).isEqualTo(1);
        assertThat(page.path("gaps").path(0).path("traces").intValue()).isEqualTo(1);
        String block = page.path("gaps").path(0).path("block").stringValue();
        assertThat(one.statusCode()).isEqualTo(500);
        assertThat(one.body()).contains("trace_unreadable", lost, block, "Restore a backup");
        assertThat(get("/admin/v1/traces/" + kept, token).statusCode()).isEqualTo(200);
    }

    /** While no appliance has the database open. */
    private void damageTraces() throws SQLException {
        String url = "jdbc:h2:file:" + directory.resolve("sallyport") + ";DATABASE_TO_LOWER=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "sallyport", "");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update trace_block set packed = X'0102030405'"))
                    .isEqualTo(1);
            statement.execute("shutdown");
        }
    }

    private List<String> pages(String path, String parameter, String list) throws Exception {
        List<String> ids = new ArrayList<>();
        String next = "";
        for (int page = 0; page < 10; page++) {
            JsonNode answer = json(get(path + (next.isEmpty() ? "" : parameter + next), token));
            answer.path(list).forEach(each -> ids.add(each.path("id").stringValue()));
            if (!answer.has("next")) {
                return ids;
            }
            next = answer.path("next").stringValue();
        }
        throw new AssertionError("the pages do not end");
    }

    private void awaitTraces(int count) throws Exception {
        for (int i = 0; i < 200; i++) {
            if (json(get("/admin/v1/traces", token)).path("traces").size() >= count) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the traces were not written");
    }

    private HttpResponse<String> create(String body) throws Exception {
        return send("POST", "/admin/v1/keys", token, body);
    }

    private static String secretOf(HttpResponse<String> made) {
        return json(made).path("secret").stringValue();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return AdminJson.MAPPER.readTree(response.body());
    }

    private HttpResponse<String> chat(String key, String model) throws Exception {
        return http.send(
                HttpRequest.newBuilder(
                                URI.create(appliance.gatewayAddress() + "/v1/chat/completions"))
                        .header("authorization", "Bearer " + key)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"a very private prompt\"}]}"
                                                .formatted(model)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String credential) throws Exception {
        return send("GET", path, credential, "");
    }

    private HttpResponse<String> send(String method, String path, String credential, String body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(appliance.adminAddress() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!credential.isEmpty()) {
            request.header("authorization", "Bearer " + credential);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
