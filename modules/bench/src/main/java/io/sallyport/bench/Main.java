package io.sallyport.bench;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;

/**
 * The command {@code sallyport bench}. It is a program of its own beside the appliance, so that
 * nothing of it is in the server.
 */
public final class Main {
    private static final String LAUNCHER = "sallyport.launcher";

    private Main() {}

    /** Runs the command and exits with its code; the launcher names itself in a property. */
    public static void main(String[] arguments) {
        String launcher = System.getProperty(LAUNCHER, "./sallyport");
        System.exit(commandLine(List.of(launcher)).execute(arguments));
    }

    /** The command line as it is run, for tests too. */
    static CommandLine commandLine(List<String> launcher) {
        return new CommandLine(new BenchCommand(launcher))
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
        wrong.getCommandLine().getErr().println(wrong.getMessage());
        wrong.getCommandLine().getErr().println("Try 'sallyport bench --help'.");
        return CommandLine.ExitCode.USAGE;
    }
}
