package io.sallyport.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel and the appliance tell of themselves is read right. */
class MachineFiguresTest {

    @Test
    void cpuTimeIsReadBehindANameWithSpacesAndBrackets() {
        // Given user 250 and system 50 ticks of 10 ms
        String stat = "42 (odd) name (x) S 1 42 42 0 -1 4194304 9 0 0 0 250 50 7 7 20 0 1 0";
        // When
        double seconds = ProcessTree.cpuSeconds(stat);
        double none = ProcessTree.cpuSeconds("");
        // Then
        assertThat(seconds).isEqualTo(3);
        assertThat(none).isZero();
    }

    @Test
    void residentMemoryIsInMiB() {
        // Given
        String status = "Name:\tjava\nVmHWM:\t  999999 kB\nVmRSS:\t  204800 kB\n";
        // When
        double mebibytes = ProcessTree.residentMiB(status);
        // Then
        assertThat(mebibytes).isEqualTo(200);
    }

    @Test
    void tracesAreCountedByTheApplianceItself() {
        // Given
        String metrics =
                """
                # HELP sallyport_traces_written_total x
                sallyport_traces_written_total 1.2345E4
                sallyport_traces_dropped_total 3.0
                sallyport_traces_queued 0.0
                """;
        // When
        Traces read = Traces.of(metrics);
        Throwable thrown = catchThrowable(() -> Traces.of(""));
        // Then
        assertThat(read).isEqualTo(new Traces(12_345, 3, 0));
        assertThat(thrown).isInstanceOf(BenchFailed.class);
    }

    @Test
    void withoutTasksetNothingIsPinnedAndTheReaderIsTold() {
        // Given
        Programs none = new Programs("/nowhere");
        // When
        Pinning pinning = Pinning.ofThisMachine(none);
        // Then
        assertThat(pinning.remark()).contains("not pinned", "Fix:");
        assertThat(pinning.gateway(List.of("nginx"))).containsExactly("nginx");
    }

    @Test
    void aPinnedGatewayHasACoreOfItsOwn() {
        // When
        List<String> command = new Pinning(true, "").gateway(List.of("nginx", "-p"));
        // Then
        assertThat(command).containsExactly("taskset", "-c", "0", "nginx", "-p");
    }
}
