package io.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulator.Seen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The official SDKs against the packaged appliance, each against an upstream of either protocol.
 * The scripts in {@code src/test/clients} assert on what the client got, the test on what the
 * upstream received. Runs when {@code SALLYPORT_REAL_CLIENTS} is set (see the pom).
 */
@Tag("real-clients")
@Timeout(value = 10, unit = TimeUnit.MINUTES) // the first run of a language installs its SDKs
class RealClientsTest {
    private static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
    private static final int STREAMS = 200;

    /** What every script must report; that a scenario is missing is a failure too. */
    private static final List<String> SCENARIOS =
            List.of(
                    "text",
                    "streaming",
                    "parallel-tools",
                    "streamed-tools",
                    "image",
                    "structured-output",
                    "bad-key",
                    "unknown-model",
                    "malformed",
                    "rate-limit",
                    "error-mid-stream",
                    "failover",
                    "failover-streaming",
                    "two-hundred-streams",
                    "list-models");

    @TempDir Path directory;
    private WatchedUpstream upstream;
    private PackagedAppliance appliance;
    private String key = "";

    @BeforeEach
    void start() throws IOException, InterruptedException {
        upstream = new WatchedUpstream();
        appliance = upstream.serve(directory, List.of());
        key = appliance.newKey();
    }

    @AfterEach
    void stop() {
        appliance.close();
        upstream.close();
    }

    @ParameterizedTest(name = "openai {0} against {1}")
    @CsvSource({
        "node, house-openai",
        "node, house-anthropic",
        "python, house-openai",
        "python, house-anthropic"
    })
    void openAiSdk(String language, String provider) throws Exception {
        // Given
        ClientProgram program = program(language);
        String script = language.equals("node") ? "openai.mjs" : "openai_client.py";
        List<String> more = language.equals("node") ? List.of("tool-runner") : List.of();
        // When
        List<String> report = program.run(script, environment(provider));
        // Then
        assertThat(report).containsExactlyInAnyOrderElementsOf(passed(more));
        assertArrived(provider, more);
    }

    @ParameterizedTest(name = "anthropic {0} against {1}")
    @CsvSource({
        "node, house-openai",
        "node, house-anthropic",
        "python, house-openai",
        "python, house-anthropic"
    })
    void anthropicSdk(String language, String provider) throws Exception {
        // Given
        ClientProgram program = program(language);
        String script = language.equals("node") ? "anthropic.mjs" : "anthropic_client.py";
        List<String> more = List.of("tool-runner", "count-tokens");
        // When
        List<String> report = program.run(script, environment(provider));
        // Then
        assertThat(report).containsExactlyInAnyOrderElementsOf(passed(more));
        assertArrived(provider, more);
    }

    private static ClientProgram program(String language) throws Exception {
        return language.equals("node") ? ClientProgram.node() : ClientProgram.python();
    }

    private Map<String, String> environment(String provider) {
        return Map.of(
                "SALLYPORT_GATEWAY", appliance.gateway().toString(),
                "SALLYPORT_KEY", key,
                "SALLYPORT_PROVIDER", provider);
    }

    private static List<String> passed(List<String> more) {
        List<String> lines = new ArrayList<>();
        Stream.concat(SCENARIOS.stream(), more.stream())
                .map(name -> "PASS " + name)
                .forEach(lines::add);
        return lines;
    }

    private void assertArrived(String provider, List<String> more) {
        List<Seen> seen = upstream.since(0);
        WhatArrived arrived = WhatArrived.at(provider, seen);
        arrived.conversation();
        arrived.toolLoop("\"USE_PARALLEL\"");
        arrived.toolLoop("USE_PARALLEL streamed");
        if (more.contains("tool-runner")) {
            arrived.toolLoop("USE_PARALLEL runner");
        }
        arrived.image(PICTURE);
        arrived.structuredOutput();
        arrived.everyStream(STREAMS);
        boolean counts = more.contains("count-tokens") && provider.equals("house-anthropic");
        assertThat(seen.stream().filter(each -> each.path().endsWith("/count_tokens")).count())
                .isEqualTo(counts ? 1 : 0);
        assertThat(seen.toString()).as("headers").doesNotContain(key);
    }
}
