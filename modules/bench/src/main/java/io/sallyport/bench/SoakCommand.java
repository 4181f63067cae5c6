package io.sallyport.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sallyport prove soak}: that hours of load and faults take no memory. */
@Command(
        name = "soak",
        description = {
            "Half of what the appliance can do, every fifth call a fault, and its memory thirty"
                    + " times meanwhile: the heap behind a collection, and the resident memory.",
            "Proved when both are flat: in the last third of the time on average at most a tenth"
                    + " (and 8 MiB) more than in the second."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:flat, and every healthy call was answered",
            "1:not so, or it could not be run",
            "2:wrong usage"
        })
final class SoakCommand implements Callable<Integer> {
    @Option(
            names = "--minutes",
            defaultValue = "30",
            description = "How long, at least 1 (default: ${DEFAULT-VALUE}).")
    int minutes;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every sample there too.")
    @Nullable Path json;

    @Spec CommandSpec spec = CommandSpec.create();

    private final List<String> launcher;

    SoakCommand(List<String> launcher) {
        this.launcher = List.copyOf(launcher);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (minutes < 1) {
            throw new ParameterException(spec.commandLine(), "--minutes must be at least 1.");
        }
        ResultFile.writable(json);
        SoakReport report;
        try (WorkingDirectory directory = WorkingDirectory.make("soak")) {
            report =
                    Soak.run(
                            Duration.ofMinutes(minutes),
                            launcher,
                            directory,
                            spec.commandLine().getErr());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.text());
        out.flush();
        if (json != null) {
            Files.writeString(json, report.json());
        }
        return report.proved() ? 0 : 1;
    }
}
