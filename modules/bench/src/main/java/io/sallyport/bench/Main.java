package io.sallyport.bench;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;

/**
 * The commands {@code sallyport bench} and {@code sallyport prove}. They are a program of their own
 * beside the appliance, so that nothing of them is in the server.
 */
public final class Main {
    private static final String LAUNCHER = "sallyport.launcher";

    /** What the launcher starts; it names one of the two itself. */
    @Command(name = "sallyport")
    private static final class Both {}

    private Main() {}

    /** Runs the command and exits with its code; the launcher names itself in a property. */
    public static void main(String[] arguments) {
        String launcher = System.getProperty(LAUNCHER, "./sallyport");
        System.exit(commandLine(List.of(launcher)).execute(arguments));
    }

    /** The command line as it is run, for tests too. */
    static CommandLine commandLine(List<String> launcher) {
        return new CommandLine(new Both())
                .addSubcommand("bench", new BenchCommand(launcher))
                .addSubcommand("prove", ProveCommand.commandLine(launcher))
                .setExecutionExceptionHandler(failures())
                .setParameterExceptionHandler(Main::wrongUsage);
    }

    /** What we foresaw is told in words; anything else is a defect and shows where it was. */
    private static IExecutionExceptionHandler failures() {
        return (failure, command, parsed) -> {
            if (!(failure instanceof BenchFailed)) {
                throw failure;
            }
            command.getErr().println(failure.getMessage());
            command.getErr().flush();
            return CommandLine.ExitCode.SOFTWARE;
        };
    }

    private static int wrongUsage(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(wrong.getMessage());
        command.getErr()
                .println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
        return CommandLine.ExitCode.USAGE;
    }
}
