package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The short form of {@code sallyport prove faults}, on the appliance that this build packaged. */
@Timeout(600)
class FaultCampaignTest {
    @TempDir Path directory;

    @Test
    void everyRowOfTheFaultTableHolds() throws Exception {
        // Given
        FaultCampaign campaign =
                new FaultCampaign(
                        FaultPlan.quick(),
                        PackagedLauncher.command(),
                        new WorkingDirectory(directory),
                        new PrintWriter(new StringWriter()));
        // When
        FaultReport report = campaign.run();
        // Then
        assertThat(report.proved()).as(report.text()).isTrue();
        assertThat(report.results()).hasSize(16);
        JsonNode json = JsonMapper.shared().readTree(report.json());
        assertThat(json.path("rows").findValuesAsString("leaked_threads")).containsOnly("0");
        assertThat(json.path("rows").findValuesAsString("leaked_permits")).containsOnly("0");
        assertThat(json.path("rows").findValuesAsString("leaked_connections")).containsOnly("0");
    }
}
