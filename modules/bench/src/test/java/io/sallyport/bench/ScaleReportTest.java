package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** When many count as costing what few do. */
class ScaleReportTest {

    @Test
    void theMedianOfTheRoundsIsJudgedAndNotOneThatWasDisturbed() {
        // Given
        CostRow row = cost(new CostRound(50, 52, 50), new CostRound(50, 99, 50), steady(55));
        // When
        ScaleReport report = report(row);
        // Then
        assertThat(row.ratio()).isEqualTo(1.1);
        assertThat(row.verdict()).isEqualTo(Verdict.HELD);
        assertThat(report.held()).isTrue();
        assertThat(report.text()).contains("\nproved\n");
    }

    @Test
    void manyThatCostMoreOnAQuietMachineDoNotHold() {
        // Given
        CostRow row = cost(steady(60), steady(61), steady(59));
        // When
        ScaleReport report = report(row);
        // Then
        assertThat(row.verdict()).isEqualTo(Verdict.NOT_HELD);
        assertThat(report.held()).isFalse();
        assertThat(report.text()).contains("NOT proved");
    }

    @Test
    void whatTheNoiseOfTheMachineHidesIsToldAndNotJudged() {
        // Given the same thing, measured twice, differs by a fifth
        CostRow row = cost(new CostRound(50, 70, 60), new CostRound(60, 70, 50));
        // When
        ScaleReport report = report(row);
        // Then
        assertThat(row.verdict()).isEqualTo(Verdict.NOT_JUDGED);
        assertThat(report.held()).isTrue();
        assertThat(report.text()).contains("1 not judged").doesNotContain("\nproved\n");
    }

    @Test
    void manyThatSeemToCostFarLessAndAnApplianceThatIsNotWarmAreNotJudged() {
        // Given
        List<CostRow> rows =
                List.of(
                        cost(steady(30), steady(31)),
                        new CostRow(
                                "keys", 1, 2, List.of(steady(90)), List.of(), List.of("not warm")));
        // When
        List<Verdict> verdicts = rows.stream().map(CostRow::verdict).toList();
        // Then
        assertThat(verdicts).containsOnly(Verdict.NOT_JUDGED);
    }

    @Test
    void aRequestThatFailedIsNoProofWhateverItCost() {
        // Given
        CostRow row =
                new CostRow("keys", 1, 2, List.of(steady(50)), List.of("one failed"), List.of());
        // When
        ScaleReport report = report(row);
        // Then
        assertThat(report.held()).isFalse();
        assertThat(report.text()).contains("PROBLEM: one failed");
    }

    @Test
    void theLargerOfResidentMemoryAndHeapIsJudgedWhereThereIsALimit() {
        // Given
        List<MemoryRow> rows =
                List.of(
                        memory(19.9, 15, OptionalDouble.of(20)),
                        memory(20, 15, OptionalDouble.of(20)),
                        memory(3, 21, OptionalDouble.of(20)),
                        memory(99, 99, OptionalDouble.empty()));
        // When
        List<Verdict> verdicts = rows.stream().map(MemoryRow::verdict).toList();
        // Then
        assertThat(verdicts)
                .containsExactly(Verdict.HELD, Verdict.NOT_HELD, Verdict.NOT_HELD, Verdict.TOLD);
    }

    @Test
    void theHardLimitOfOpenFilesIsRead() {
        // Given
        String limits =
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             96364                96364                processes
                Max open files            1024                 20000                files
                """;
        // When
        long most = OpenFiles.most(limits);
        long unlimited = OpenFiles.most(limits.replace("20000", "unlimited"));
        // Then
        assertThat(most).isEqualTo(20_000);
        assertThat(unlimited).isEqualTo(Long.MAX_VALUE);
    }

    private static CostRound steady(double many) {
        return new CostRound(50, many, 50);
    }

    private static CostRow cost(CostRound... rounds) {
        return new CostRow("keys", 10, 100_000, Arrays.asList(rounds), List.of(), List.of());
    }

    private static MemoryRow memory(double resident, double heap, OptionalDouble limit) {
        return new MemoryRow("silent streams", 1_000, resident, heap, 0.01, 0.01, limit);
    }

    private static ScaleReport report(ScaleRow row) {
        return new ScaleReport("here", List.of(), List.of(row));
    }
}
