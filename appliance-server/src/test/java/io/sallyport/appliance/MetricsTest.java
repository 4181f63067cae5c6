package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.sallyport.simulator.Simulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus sees of calls to a whole appliance. */
class MetricsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\S+) ");

    @TempDir Path directory;
    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;
    private Appliance appliance;
    private String key;

    @BeforeEach
    void begin() throws Exception {
        simulator = Simulator.start(0, DemoModels.PERSONALITIES);
        Configuration demo =
                new ConfigurationFile(Map.of())
                        .parse("", "test")
                        .demonstrating(DemoModels.at(simulator.base()), directory, 0, 0);
        appliance = Appliance.start(demo.settings(), Clock.systemUTC());
        String made =
                send(
                                appliance.adminAddress() + "/admin/v1/keys",
                                Files.readString(directory.resolve("admin-token")).strip(),
                                "{\"name\":\"a secret project\",\"organisation\":\"acme\"}")
                        .body();
        key = AdminJson.MAPPER.readTree(made).path("secret").stringValue();
    }

    @AfterEach
    void end() {
        appliance.close();
        simulator.close();
        http.close();
    }

    @Test
    void aCallIsCountedTimedAndPriced() throws Exception {
        // When
        chat("sim-openai/sim-small", false);
        // Then
        String metrics = scrape("sallyport_requests_total");
        assertThat(
                        value(
                                metrics,
                                "sallyport_requests_total",
                                "ending=\"answered\"",
                                "dialect=\"openai_chat\"",
                                "kind=\"chat\"",
                                "streaming=\"false\""))
                .isEqualTo(1);
        String[] server = {
            "gen_ai_operation_name=\"chat\"",
            "gen_ai_provider_name=\"sim-openai\"",
            "gen_ai_response_model=\"sim-small\""
        };
        assertThat(value(metrics, "gen_ai_server_request_duration_seconds_count", server))
                .isEqualTo(1);
        assertThat(value(metrics, "gen_ai_server_time_to_first_token_seconds_count", server))
                .isEqualTo(1);
        assertThat(value(metrics, "gen_ai_client_operation_duration_seconds_count", server))
                .isEqualTo(1);
        assertThat(metrics)
                .contains("gen_ai_server_request_duration_seconds_bucket")
                .contains("le=\"81.92\"");
        double input =
                value(metrics, "gen_ai_client_token_usage_sum", "gen_ai_token_type=\"input\"");
        double output =
                value(metrics, "gen_ai_client_token_usage_sum", "gen_ai_token_type=\"output\"");
        assertThat(input).isPositive();
        assertThat(output)
                .isPositive()
                .isEqualTo(value(metrics, "sallyport_tokens_total", "type=\"output\""));
        // 0.1 USD for a million input tokens, four times that for output
        assertThat(value(metrics, "sallyport_cost_billed_usd_total", "model=\"sim-small\""))
                .isCloseTo((input + 4 * output) * 1e-7, withPercentage(0.1));
    }

    @Test
    void failedAttemptsAndOpenCircuitsAreSeen() throws Exception {
        // When: the first two deployments of this chain never answer
        for (int i = 0; i < 8; i++) {
            chat("resilient", true);
        }
        // With nothing else to ask, a deployment whose circuit is open is passed over and told.
        chat("sim-openai/fault-500", false);
        // Then
        String metrics = scrape("ending=\"answered\"");
        String broken = "deployment=\"sim-openai/fault-500\"";
        assertThat(value(metrics, "sallyport_attempts_total", broken, "outcome=\"server_error\""))
                .isPositive();
        assertThat(value(metrics, "sallyport_failovers_total", broken)).isPositive();
        assertThat(
                        value(
                                metrics,
                                "gen_ai_client_operation_duration_seconds_count",
                                "error_type=\"server_error\""))
                .isPositive();
        assertThat(value(metrics, "sallyport_breaker_state", broken)).isEqualTo(2);
        assertThat(value(metrics, "sallyport_attempts_total", broken, "outcome=\"circuit_open\""))
                .isPositive();
        assertThat(value(metrics, "sallyport_breaker_state", "deployment=\"sim-openai/sim-small\""))
                .isZero();
    }

    @Test
    void aTakeOverIsOneFailoverAndARepeatIsNone() throws Exception {
        // When: one chain whose first deployment fails, one call to a model that fails and is asked
        // again
        chat("resilient", false);
        chat("sim-openai/fault-503", false);
        // Then
        String metrics = scrape("ending=\"failed\"");
        assertThat(
                        value(
                                metrics,
                                "sallyport_failovers_total",
                                "deployment=\"sim-openai/fault-500\""))
                .isEqualTo(
                        value(
                                metrics,
                                "sallyport_attempts_total",
                                "deployment=\"sim-openai/fault-500\""));
        assertThat(metrics)
                .doesNotContain("sallyport_failovers_total{deployment=\"sim-openai/sim-small\"")
                .doesNotContain("sallyport_failovers_total{deployment=\"sim-openai/fault-503\"");
    }

    @Test
    void noTextOfACallerBecomesALabel() throws Exception {
        // When
        chat("sim-small", false);
        chat("no-such-model-of-mine", false);
        send(appliance.gatewayAddress() + "/v1/chat/completions", "slp_wrong", "{}");
        send(appliance.gatewayAddress() + "/v1/a-path-of-mine", key, "{}");
        // Then
        String metrics = scrape("ending=\"refused\"");
        assertThat(metrics)
                .doesNotContain("of-mine", "private prompt", "secret project", "acme", "slp_")
                .doesNotContain(key.substring(8, 16));
    }

    @Test
    void everyMetricStandsInTheReferenceAndTheOtherWayRound() throws Exception {
        // Given: whatever is counted has happened
        chat("resilient", false);
        http.send(
                HttpRequest.newBuilder(URI.create(appliance.gatewayAddress()))
                        .header("not_a_header", "of ours")
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        String reference =
                Files.readString(
                        Path.of(System.getProperty("sallyport.root"), "docs/reference/metrics.md"));
        Set<String> told = new TreeSet<>(ours(ROW.matcher(reference)));
        // When
        Set<String> shown = ours(FAMILY.matcher(scrape("ending=\"answered\"")));
        // Then
        assertThat(told.remove("sallyport_tls_certificate_expires_seconds"))
                .as("shown where a listener has TLS, see RenewedCertificateTest")
                .isTrue();
        assertThat(shown).containsExactlyElementsOf(told);
    }

    @Test
    void theConnectionsToUpstreamsAreSeen() throws Exception {
        // When
        chat("sim-openai/sim-small", false);
        chat("sim-openai/sim-small", true);
        // Then: the connection of the first call served the second
        String metrics = scrape("sallyport_upstream_connections_reused_total 1.0");
        assertThat(metrics)
                .contains("sallyport_upstream_connections_opened_total 1.0")
                .contains("sallyport_upstream_calls_waiting 0.0")
                .contains("sallyport_upstream_connections_stale_total 0.0")
                .contains("sallyport_upstream_connections_refused_total 0.0");
        assertThat(value(metrics, "sallyport_upstream_connections", "state=\"resting\""))
                .isEqualTo(1);
        assertThat(value(metrics, "sallyport_upstream_connections", "state=\"busy\"")).isZero();
    }

    private static Set<String> ours(Matcher names) {
        Set<String> ours = new TreeSet<>();
        names.results()
                .map(match -> match.group(1))
                .filter(name -> name.startsWith("sallyport_") || name.startsWith("gen_ai_"))
                .filter(name -> !name.endsWith("_max"))
                .forEach(ours::add);
        return ours;
    }

    /** The sum of all samples of this name that have these labels. */
    private static double value(String metrics, String name, String... labels) {
        List<String> lines =
                metrics.lines()
                        .filter(line -> line.startsWith(name + "{"))
                        .filter(line -> List.of(labels).stream().allMatch(line::contains))
                        .toList();
        assertThat(lines).as(name + List.of(labels)).isNotEmpty();
        return lines.stream()
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** The metrics, once they hold this: an exchange ends a moment after its answer. */
    private String scrape(String awaited) throws Exception {
        for (int i = 0; i < 200; i++) {
            String metrics =
                    http.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            appliance.adminAddress() + "/metrics"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
            if (metrics.contains(awaited)) {
                return metrics;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the metrics never had " + awaited);
    }

    private void chat(String model, boolean streaming) throws Exception {
        send(
                appliance.gatewayAddress() + "/v1/chat/completions",
                key,
                "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"a private prompt\"}]}"
                        .formatted(model, streaming));
    }

    private HttpResponse<String> send(String address, String credential, String body)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("authorization", "Bearer " + credential)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
