package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Far more requests than the appliance can do: counts only, a time would say what the machine does.
 */
@Timeout(180)
class OverloadingTest {
    private static final OverloadPlan PLAN =
            new OverloadPlan(
                    Workload.CHAT_1K,
                    1_000,
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    // The row between them is how long it has for recovering.
                    List.of(8.0, 0.1, 0.1));

    @TempDir Path directory;

    @Test
    void whatIsTooMuchIsShedNothingHangsAndBehindItEverythingIsAnswered() throws Exception {
        // Given
        OverloadReport report;
        // When
        try (Loop loop = Loop.open()) {
            report =
                    Overloading.run(
                            new WorkingDirectory(directory),
                            loop,
                            PLAN,
                            PackagedLauncher.command(),
                            new PrintWriter(new StringWriter()));
        }
        // Then
        OverloadRow tooMuch = report.rows().getFirst();
        OverloadRow behindIt = report.rows().getLast();
        assertThat(tooMuch.shed()).as(report.text()).isPositive();
        assertThat(tooMuch.answered()).as(report.text()).isPositive();
        assertThat(tooMuch.failed() + tooMuch.unfinished()).as(report.text()).isZero();
        assertThat(behindIt.answered()).as(report.text()).isPositive();
        assertThat(behindIt.failed() + behindIt.unfinished()).as(report.text()).isZero();
    }
}
