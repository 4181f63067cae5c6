package io.sallyport.bench;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sallyport prove}: campaigns that show what the appliance promises, with counts. */
@Command(
        name = "prove",
        description = "Show on this machine what the appliance promises under load and faults.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ProveCommand implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    /** With its subcommands. */
    static CommandLine commandLine(List<String> launcher) {
        return new CommandLine(new ProveCommand())
                .addSubcommand("faults", new FaultsCommand(launcher))
                .addSubcommand("overload", new OverloadCommand(launcher))
                .addSubcommand("soak", new SoakCommand(launcher))
                .addSubcommand("scale", new ScaleCommand(launcher));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what is to be proved.");
    }
}
