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

/** {@code sallyport prove faults}: the fault table, as one campaign with counts. */
@Command(
        name = "faults",
        description = {
            "Let upstreams, callers and the machine go wrong, row by row of the fault table, on the"
                    + " appliance as it is shipped, and count what its callers get and what it"
                    + " does not give back."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row held",
            "1:a row did not hold, or the campaign could not be run",
            "2:wrong usage"
        })
final class FaultsCommand implements Callable<Integer> {
    @Option(
            names = "--quick",
            description = "At most about a minute: fewer trials, and times are told, not judged.")
    boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every count there too.")
    @Nullable Path json;

    @Spec CommandSpec spec = CommandSpec.create();

    private final List<String> launcher;

    FaultsCommand(List<String> launcher) {
        this.launcher = List.copyOf(launcher);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ResultFile.writable(json);
        FaultReport report;
        try (WorkingDirectory directory = WorkingDirectory.make("faults")) {
            FaultPlan plan = quick ? FaultPlan.quick() : FaultPlan.full();
            report =
                    new FaultCampaign(plan, launcher, directory, spec.commandLine().getErr()).run();
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
