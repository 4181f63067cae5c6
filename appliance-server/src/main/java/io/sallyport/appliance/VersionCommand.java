package io.sallyport.appliance;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the version. */
@Command(
        name = "version",
        description = "Print the version of Sallyport and of the Java that runs it.",
        mixinStandardHelpOptions = true)
final class VersionCommand implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Main.VERSION + " (Java " + Runtime.version() + ")");
        out.flush();
    }
}
