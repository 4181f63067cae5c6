package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run that is real in everything but its length: processes, sockets, cores. A few seconds; more
 * where the machine has other things to do.
 */
@Timeout(180)
class BenchTest {
    private static final Plan PLAN = plan(Duration.ofMillis(200), EnumSet.of(Workload.CHAT_1K));
    private static final Plan SHORTEST = plan(Duration.ofMillis(20), Set.of());

    @TempDir Path directory;

    @Test
    void aRunFillsTheWholeForm() throws Exception {
        // Given
        StringWriter err = new StringWriter();
        Report report;
        // When
        try (Bench bench = Bench.in(directory, PLAN, Programs.ofThisMachine())) {
            report = bench.run(PackagedLauncher.command(), false, new PrintWriter(err));
        }
        // Then
        JsonNode json = JsonMapper.shared().readTree(JsonReport.of(report));
        boolean nginx = Programs.ofThisMachine().find("nginx").isPresent();
        for (Workload workload : Workload.values()) {
            assertThat(json.path("ratio_to_nginx").path(workload.label()).isNumber())
                    .as(workload.label())
                    .isEqualTo(nginx);
        }
        assertThat(json.path("p99_added_ms").isNumber()).isTrue();
        assertThat(json.path("rss_mb").isNumber()).isTrue();
        assertThat(json.path("rows").findValuesAsString("contestant"))
                .contains("sallyport", "direct");
        assertThat(json.path("traces").path("written").asLong()).isPositive();
        assertThat(report.figures().failed("sallyport")).isZero();
        assertThat(err.toString()).contains("round 1 of 1: chat_1k sallyport");
        assertThat(TextReport.of(report)).contains("translated_stream_20");
        assertThat(SvgReport.of(report)).startsWith("<svg").endsWith("</svg>\n");
    }

    @Test
    void withoutNginxItIsMeasuredAndTheReaderIsTold() throws Exception {
        // Given a machine with nothing on its PATH
        StringWriter err = new StringWriter();
        Report report;
        // When
        try (Bench bench = Bench.in(directory, SHORTEST, new Programs("/nowhere"))) {
            report = bench.run(PackagedLauncher.command(), false, new PrintWriter(err));
        }
        // Then
        assertThat(report.remarks()).anyMatch(remark -> remark.contains("apt-get install nginx"));
        assertThat(err.toString()).contains("apt-get install nginx");
        assertThat(JsonReport.of(report)).contains("\"chat_1k\" : null");
    }

    private static Plan plan(Duration each, Set<Workload> timed) {
        return new Plan(4, 1, Duration.ofMillis(100), each, each, timed, List.of(50.0));
    }
}
