package io.sallyport.appliance;

import io.sallyport.admission.KeyOrder;
import io.sallyport.admission.port.KeyRecord;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.simulator.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs an appliance with simulated upstreams until it is stopped. */
@Command(
        name = "demo",
        description = "Run an appliance with simulated models and one key, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:started and stopped, with --once",
            "1:could not start",
            "2:wrong usage or a wrong configuration",
            "130, 143:stopped by Ctrl-C or SIGTERM, after draining"
        })
final class DemoCommand implements Callable<Integer> {
    private static final int MOST_PORT = 65_535;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port of the gateway, 0 = any free (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--admin-port",
            defaultValue = "8081",
            description = "Port of the admin API, 0 = any free (default: ${DEFAULT-VALUE}).")
    int adminPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Directory of the database (default: a temporary one, removed at the end).")
    @Nullable Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "A configuration whose models, aliases and rules the demo has besides its own;"
                            + " listeners and database stay those of the demo.")
    @Nullable Path config;

    @Option(
            names = "--once",
            description = "Start, say READY, stop: shows that an installation works.")
    boolean once;

    @Option(
            names = "--rehearse",
            hidden = true,
            paramLabel = "N",
            description = "Before the end, N calls of every kind: what the launcher does once.")
    int rehearse;

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkPort("--port", port);
        checkPort("--admin-port", adminPort);
        try (Foreground foreground = new Foreground();
                DemoDirectory directory = directory();
                Simulator simulator = Simulator.start(0, DemoModels.PERSONALITIES);
                Appliance appliance = appliance(simulator, directory.path())) {
            String key = newKey(appliance);
            announce(appliance, directory.path(), key);
            new Rehearsal(appliance.gatewayAddress(), key).run(rehearse);
            if (!once) {
                foreground.await();
            }
        }
        return 0;
    }

    private void checkPort(String option, int value) {
        if (value < 0 || value > MOST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be a port, 0 (any free) to 65535");
        }
    }

    private DemoDirectory directory() throws IOException {
        Path chosen = data;
        try {
            return chosen == null ? DemoDirectory.temporary() : DemoDirectory.named(chosen);
        } catch (IOException refused) {
            throw new CommandFailed(
                    "The directory %s cannot be made. Name one with --data that this user may write to."
                            .formatted(chosen == null ? "for temporary files" : chosen));
        }
    }

    private Appliance appliance(Simulator simulator, Path directory) {
        ConfigurationFile reader = new ConfigurationFile(System.getenv());
        Path file = config;
        DeclaredModels simulated = DemoModels.at(simulator.base());
        Configuration base = file == null ? reader.parse("", "demo") : reader.read(file, simulated);
        Configuration configuration = base.demonstrating(simulated, directory, port, adminPort);
        return Appliance.start(configuration.settings(), Clock.systemUTC());
    }

    private void announce(Appliance appliance, Path directory, String key) {
        String gateway = appliance.gatewayAddress();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Sallyport demo: simulated models, database in " + directory);
        out.println("  models   auto, " + DemoModels.names());
        out.println(
                "  faults   ask for model fault-500, fault-hang-before-headers, ... or resilient");
        out.println("  admin    " + appliance.adminAddress() + " (health, metrics, keys, traces)");
        out.println(
                "  keys     ./sallyport key list --admin-url "
                        + appliance.adminAddress()
                        + " --token-file "
                        + appliance.adminTokenFile().toAbsolutePath());
        out.println("  stop     Ctrl-C");
        out.println();
        out.println(
                "  curl "
                        + gateway
                        + "/v1/chat/completions -H 'Authorization: Bearer "
                        + key
                        + "' \\");
        out.println("    -H 'Content-Type: application/json' \\");
        out.println(
                "    -d '{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'");
        out.println();
        out.println(Announcement.ready(appliance, key));
        out.flush();
    }

    private static String newKey(Appliance appliance) {
        KeyOrder order =
                new KeyOrder(
                        new OrganisationId("demo"),
                        "demo",
                        KeyRecord.Kind.INFERENCE,
                        Set.of(),
                        Optional.empty());
        return appliance.admission().create(order).secret().reveal();
    }
}
