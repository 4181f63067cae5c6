package io.sallyport.appliance;

import io.sallyport.adminapi.StopList;
import io.sallyport.adminapi.StopRequest;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The kill switch of a running appliance; a client of its admin API. */
@Command(
        name = "stop",
        description = {
            "Stop a provider, a model or a key of a running appliance at once.",
            "What is under way and has sent its caller nothing yet is stopped too;",
            "it stays stopped over a restart, until 'sallyport resume'."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or it was stopped already",
            "1:there is no such thing, or no appliance answers",
            "2:wrong usage"
        })
final class StopCommand implements Runnable {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "KIND",
            description = "provider, model or key.")
    String kind = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Its name in the configuration, or the id of a key.")
    String name = "";

    @Option(names = "--list", description = "Show what is stopped, and stop nothing.")
    boolean list;

    @Mixin AdminOptions options = new AdminOptions();
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        if (list != kind.isEmpty() || list != name.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Say what to stop, for example: sallyport stop provider openai; or --list");
        }
        try (AdminClient client = options.client()) {
            show(
                    list ? client.stops() : client.stop(new StopRequest(kind, name)),
                    spec.commandLine().getOut());
        }
    }

    /** What is stopped now, a line each. */
    static void show(StopList stopped, PrintWriter out) {
        if (stopped.stops().isEmpty()) {
            out.println("nothing is stopped");
        }
        stopped.stops()
                .forEach(each ->
                        out.println(
                                "%-8s  %s  since %s"
                                        .formatted(
                                                each.kind(),
                                                each.name(),
                                                each.since().truncatedTo(ChronoUnit.SECONDS))));
        out.flush();
    }
}
