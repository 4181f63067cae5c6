package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A row that does not hold fails the campaign, whatever it is that does not hold. */
class FaultReportTest {
    private static final Held NOTHING = new Held(0, 0, 0, 0, 7);

    @Test
    void aRowWithoutAProblemHolds() {
        // Given
        Findings findings = new Findings();
        findings.saw("200", true);
        // When
        FaultReport report = report(findings, NOTHING);
        // Then
        assertThat(report.proved()).as(report.text()).isTrue();
    }

    @Test
    void anUnexpectedAnswerALeakAndAnAmplificationEachFailIt() {
        // Given
        Findings wrong = new Findings();
        wrong.saw("500", false);
        Findings amplified = new Findings();
        amplified.amplified(1.2);
        // When
        List<FaultReport> reports =
                List.of(
                        report(wrong, NOTHING),
                        report(amplified, NOTHING),
                        report(new Findings(), new Held(0, 0, 0, 0, 8)),
                        report(new Findings(), new Held(1, 0, 0, 0, 7)),
                        report(new Findings(), new Held(0, 1, 0, 0, 7)),
                        report(new Findings(), new Held(0, 0, 1, 0, 7)),
                        report(new Findings(), new Held(0, 0, 0, 1, 7)));
        // Then
        assertThat(reports).noneMatch(FaultReport::proved);
        assertThat(reports).allMatch(report -> report.text().contains("PROBLEM"));
    }

    private static FaultReport report(Findings findings, Held after) {
        FaultRow row = new FaultRow("a fault", "nothing", 1, (site, trials, found) -> {});
        return new FaultReport("here", List.of(new FaultResult(row, findings, NOTHING, after)));
    }
}
