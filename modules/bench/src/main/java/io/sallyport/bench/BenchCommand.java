package io.sallyport.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport bench}: how fast the appliance is on this machine, beside nginx. */
@Command(
        name = "bench",
        description = {
            "Measure the appliance on this machine beside nginx as a plain reverse proxy.",
            "Everything runs on the loopback address, each on its core: the appliance as it is"
                    + " shipped, with keys checked and traces written; an upstream that takes no"
                    + " time; a load whose latency counts from the intended start of each request."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured",
            "1:could not measure; the message says why, and the fix",
            "2:wrong usage"
        })
final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--quick",
            description = "About three minutes instead of about twelve: fewer and shorter rounds.")
    boolean quick;

    @Option(
            names = "--peers",
            description = {
                "Measure other gateways too: rolter and LiteLLM, fetched once with pip into"
                        + " ~/.cache/sallyport/peers. One that cannot be had is named and left out."
            })
    boolean peers;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every figure there too.")
    @Nullable Path json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the ratios there.")
    @Nullable Path svg;

    @Spec CommandSpec spec = CommandSpec.create();

    private final List<String> launcher;

    /**
     * A command that is not run yet.
     *
     * @param launcher the command line that runs the appliance's commands
     */
    BenchCommand(List<String> launcher) {
        this.launcher = List.copyOf(launcher);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ResultFile.writable(json);
        ResultFile.writable(svg);
        Plan plan = quick ? Plan.quick() : Plan.full();
        try (WorkingDirectory directory = WorkingDirectory.make("bench");
                Bench bench = Bench.in(directory.path(), plan, Programs.ofThisMachine())) {
            // A bench that is stopped leaves no gateway behind.
            Runtime.getRuntime().addShutdownHook(new Thread(bench::end));
            show(bench.run(launcher, peers, spec.commandLine().getErr()));
        }
        return 0;
    }

    private void show(Report report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(TextReport.of(report));
        out.flush();
        if (json != null) {
            Files.writeString(json, JsonReport.of(report));
        }
        if (svg != null) {
            Files.writeString(svg, SvgReport.of(report));
        }
    }
}
