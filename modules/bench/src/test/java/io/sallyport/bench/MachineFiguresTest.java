package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel and the appliance tell of themselves is read right. */
class MachineFiguresTest {

    @Test
    void cpuTimeIsReadBehindANameWithSpacesAndBrackets() {
        // Given user 250 and system 50 ticks of 10 ms
        String stat = "42 (odd) name (x) S 1 42 42 0 -1 4194304 9 0 0 0 250 50 7 7 20 0 1 0";
        // When, Then
        assertThat(ProcessTree.cpuSeconds(stat)).isEqualTo(3);
        assertThat(ProcessTree.cpuSeconds("")).isZero();
    }

    @Test
    void residentMemoryIsInMiB() {
        String status = "Name:\tjava\nVmHWM:\t  999999 kB\nVmRSS:\t  204800 kB\n";
        assertThat(ProcessTree.residentMiB(status)).isEqualTo(200);
    }

    @Test
    void tracesAreCountedByTheApplianceItself() {
        String metrics =
                """
                # HELP sallyport_traces_written_total x
                sallyport_traces_written_total 1.2345E4
                sallyport_traces_dropped_total 3.0
                sallyport_traces_queued 0.0
                """;
        assertThat(Traces.of(metrics)).isEqualTo(new Traces(12_345, 3, 0));
        assertThatThrownBy(() -> Traces.of("")).isInstanceOf(BenchFailed.class);
    }

    @Test
    void withoutTasksetNothingIsPinnedAndTheReaderIsTold() {
        // Given
        Pinning pinning = Pinning.ofThisMachine(new Programs("/nowhere"));
        // When, Then
        assertThat(pinning.remark()).contains("not pinned", "Fix:");
        assertThat(pinning.gateway(List.of("nginx"))).containsExactly("nginx");
    }

    @Test
    void aPinnedGatewayHasACoreOfItsOwn() {
        assertThat(new Pinning(true, "").gateway(List.of("nginx", "-p")))
                .containsExactly("taskset", "-c", "0", "nginx", "-p");
    }
}
