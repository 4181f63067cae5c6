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

/** {@code sallyport prove scale}: what many keys, models and open connections cost. */
@Command(
        name = "scale",
        description = {
            "Measure what a request costs the appliance with few and with many keys, models, open"
                    + " streams and connections at rest, and what memory each of these takes.",
            "Proved when many cost at most 1.15 times what few do, a silent stream takes less than"
                    + " 20 KiB, and nothing failed. What a busy machine does not let judge is told."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row that could be judged held",
            "1:a row did not hold, or it could not be run; the message says why",
            "2:wrong usage"
        })
final class ScaleCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "Fewer of the many, and shorter stretches.")
    boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write every figure there too.")
    @Nullable Path json;

    @Spec CommandSpec spec = CommandSpec.create();

    private final List<String> launcher;

    ScaleCommand(List<String> launcher) {
        this.launcher = List.copyOf(launcher);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ResultFile.writable(json);
        ScaleReport report = measured();
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.text());
        out.flush();
        if (json != null) {
            Files.writeString(json, report.json());
        }
        return report.held() ? 0 : 1;
    }

    private ScaleReport measured() throws IOException, InterruptedException {
        ScalePlan plan = quick ? ScalePlan.quick() : ScalePlan.full();
        try (WorkingDirectory directory = WorkingDirectory.make("scale");
                Loop loop = Loop.open(MockAnswers.silent())) {
            return Scaling.run(directory, loop, plan, launcher, spec.commandLine().getErr());
        }
    }
}
