package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The short form of {@code sallyport prove scale}, real in everything but its numbers: it shows
 * that nothing fails, is lost or kept; figures of so few would say what the machine does.
 */
@Timeout(300)
class ScalingTest {
    private static final ScalePlan PLAN =
            new ScalePlan(
                    3,
                    40,
                    50,
                    20,
                    30,
                    4,
                    1,
                    200,
                    Duration.ofSeconds(5),
                    Duration.ofMillis(300),
                    Duration.ofMillis(200));

    @TempDir Path directory;

    @Test
    void withManyOfEverythingAllIsAnsweredNobodyIsLostAndAllIsGivenBack() throws Exception {
        // Given
        ScaleReport report;
        // When
        try (Loop loop = Loop.open(MockAnswers.silent())) {
            report =
                    Scaling.run(
                            new WorkingDirectory(directory),
                            loop,
                            PLAN,
                            PackagedLauncher.command(),
                            new PrintWriter(new StringWriter()));
        }
        // Then
        assertThat(report.rows()).as(report.text()).hasSize(6);
        assertThat(report.rows())
                .as(report.text())
                .allSatisfy(row -> assertThat(row.problems()).isEmpty());
        JsonNode json = JsonMapper.shared().readTree(report.json());
        assertThat(json.path("rows").findValues("ratio"))
                .hasSize(4)
                .allMatch(ratio -> ratio.asDouble() > 0);
        assertThat(json.path("rows").findValuesAsString("count")).containsExactly("30", "30");
    }
}
