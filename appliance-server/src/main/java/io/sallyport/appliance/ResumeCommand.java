package io.sallyport.appliance;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a stop back. */
@Command(
        name = "resume",
        description = "Let a provider, a model or a key that was stopped go on.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:it was not stopped, or no appliance answers", "2:wrong usage"})
final class ResumeCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "KIND", description = "provider, model or key.")
    String kind = "";

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            description = "The name or id that 'sallyport stop --list' shows.")
    String name = "";

    @Mixin AdminOptions options = new AdminOptions();
    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        try (AdminClient client = options.client()) {
            StopCommand.show(client.resume(kind, name), spec.commandLine().getOut());
        }
    }
}
