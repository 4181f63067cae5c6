package io.sallyport.appliance;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an appliance as its configuration says, until it is stopped. */
@Command(
        name = "serve",
        description = "Run the appliance until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:could not start",
            "2:wrong usage or a wrong configuration",
            "130, 143:stopped by Ctrl-C or SIGTERM, after draining"
        })
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            defaultValue = "config/appliance.yaml",
            paramLabel = "FILE",
            description = "The configuration (default: ${DEFAULT-VALUE}).")
    Path config = Path.of("config/appliance.yaml");

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Configuration configuration = new ConfigurationFile(System.getenv()).serving(config);
        try (Foreground foreground = new Foreground();
                Appliance appliance =
                        Appliance.start(configuration.settings(), Clock.systemUTC())) {
            announce(configuration, appliance);
            foreground.await();
        }
        return 0;
    }

    private void announce(Configuration configuration, Appliance appliance) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Sallyport serves " + Announcement.models(configuration.models()));
        configuration.notices().forEach(notice -> out.println("  notice   " + notice));
        out.println("  data     " + configuration.dataDirectory().toAbsolutePath());
        out.println("  keys     ./sallyport key create --name my-app");
        out.println("  stop     Ctrl-C");
        out.println(Announcement.ready(appliance, ""));
        out.flush();
    }
}
