package io.sallyport.appliance;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 no JDK 25 (from
 * the launcher), 130 and 143 stopped by a signal.
 */
@Command(
        name = "sallyport",
        description = "The guarded door to every language model.",
        mixinStandardHelpOptions = true,
        version = Main.VERSION,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ConfigCommand.class,
            KeyCommand.class,
            StopCommand.class,
            ResumeCommand.class,
            VersionCommand.class
        },
        footerHeading = "%nOf the launcher, with a --help of their own:%n",
        footer = {
            "  bench    Measure the appliance on this machine beside nginx.",
            "  prove    Prove what it survives: faults, overload, a soak."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong usage or a wrong configuration",
            "3:no JDK 25 found",
            "130, 143:stopped by Ctrl-C or SIGTERM, after draining"
        })
public final class Main implements Runnable {
    static final String VERSION = "sallyport 0.1.0";

    @Spec CommandSpec spec = CommandSpec.create();

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) throws IOException {
        try (InputStream logging = Main.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(Objects.requireNonNull(logging));
        }
        // In TLS 1.2 a caller could make us compute handshakes without end; read once, by the JDK.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        System.exit(commandLine().execute(arguments));
    }

    /** The command line as it is run, for tests too. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new WrongUsage());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do, for example: sallyport demo");
    }
}
