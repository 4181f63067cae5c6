package io.sallyport.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sallyport bench}: how fast the appliance is on this machine, beside nginx. */
@Command(
        name = "sallyport bench",
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
            description = "About two minutes instead of about ten: fewer and shorter rounds.")
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
        writable(json);
        writable(svg);
        Path directory = Files.createTempDirectory("sallyport-bench");
        Plan plan = quick ? Plan.quick() : Plan.full();
        try (Bench bench = Bench.in(directory, plan, Programs.ofThisMachine())) {
            // A bench that is stopped leaves no gateway behind.
            Runtime.getRuntime().addShutdownHook(new Thread(bench::end));
            show(bench.run(launcher, peers, spec.commandLine().getErr()));
        } finally {
            remove(directory);
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

    /** Told before the ten minutes, not after them. */
    private static void writable(@Nullable Path file) throws IOException {
        if (file == null) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || directory == null || !Files.isWritable(directory)) {
            throw new BenchFailed(
                    file
                            + " cannot be written. Name a file in a directory that is"
                            + " there and that this user may write to.");
        }
    }

    private static void remove(Path directory) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> found = Files.walk(directory)) {
            found.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
