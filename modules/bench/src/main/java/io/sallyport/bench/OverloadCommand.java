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

/** {@code sallyport prove overload}: what becomes of requests when too many come. */
@Command(
        name = "overload",
        description = {
            "Measure what the appliance can do, then send half of that, all of it, twice and four"
                    + " times as much, and half again.",
            "Proved when nothing hangs or fails at any rate, what is too much gets a 503 in time,"
                    + " and behind it everything is answered again."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:proved",
            "1:not proved, or it could not be run; the message says why",
            "2:wrong usage"
        })
final class OverloadCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "Shorter stretches.")
    boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every figure there too.")
    @Nullable Path json;

    @Spec CommandSpec spec = CommandSpec.create();

    private final List<String> launcher;

    OverloadCommand(List<String> launcher) {
        this.launcher = List.copyOf(launcher);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ResultFile.writable(json);
        OverloadReport report = measured();
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.text());
        out.flush();
        if (json != null) {
            Files.writeString(json, report.json());
        }
        return report.proved() ? 0 : 1;
    }

    private OverloadReport measured() throws IOException, InterruptedException {
        OverloadPlan plan = quick ? OverloadPlan.quick() : OverloadPlan.full();
        try (WorkingDirectory directory = WorkingDirectory.make("overload");
                Loop loop = Loop.open()) {
            return Overloading.run(directory, loop, plan, launcher, spec.commandLine().getErr());
        }
    }
}
