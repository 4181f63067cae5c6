package io.sallyport.appliance;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about the configuration. */
@Command(
        name = "config",
        description = "Check a configuration.",
        mixinStandardHelpOptions = true,
        subcommands = ConfigCommand.Check.class)
final class ConfigCommand implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do, for example: sallyport config check");
    }

    /** Reads a configuration as {@code serve} would, and starts nothing. */
    @Command(
            name = "check",
            description = "Read a configuration as 'serve' would and list every problem at once.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:the configuration is right", "2:it is wrong, or wrong usage"})
    static final class Check implements Runnable {
        @Option(
                names = "--config",
                defaultValue = "config/appliance.yaml",
                paramLabel = "FILE",
                description = "The configuration (default: ${DEFAULT-VALUE}).")
        Path config = Path.of("config/appliance.yaml");

        @Spec CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            Configuration configuration = new ConfigurationFile(System.getenv()).serving(config);
            PrintWriter out = spec.commandLine().getOut();
            out.println(config + ": right. " + Announcement.models(configuration.models()));
            configuration.notices().forEach(notice -> out.println("  notice   " + notice));
            out.flush();
        }
    }
}
