package io.sallyport.appliance;

import io.sallyport.admission.KeyOrder;
import io.sallyport.admission.port.KeyRecord;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.exchange.OrganisationId;
import io.sallyport.simulator.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an appliance with simulated upstreams until it is stopped. */
@Command(
        name = "demo",
        description = "Run an appliance with simulated models and one key, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:stopped cleanly", "1:could not start", "2:wrong usage"})
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port of the gateway, 0 = any free (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--data",
            description = "Directory of the database (default: a new temporary one).")
    @Nullable Path data;

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path chosen = data;
        Path directory =
                chosen == null
                        ? Files.createTempDirectory("sallyport-demo")
                        : Files.createDirectories(chosen);
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitStop(stop, stopped)));
        try (Simulator simulator = Simulator.start(0, DemoModels.PERSONALITIES);
                Appliance appliance =
                        new Appliance(
                                DemoModels.settings(simulator.base(), port, directory),
                                Clock.systemUTC(),
                                ExchangeListener.NONE)) {
            announce(appliance, directory);
            stop.await();
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    /** A signal waits here until everything is closed; then the process may end. */
    private static void awaitStop(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void announce(Appliance appliance, Path directory) {
        String key =
                appliance
                        .admission()
                        .create(
                                new KeyOrder(
                                        new OrganisationId("demo"),
                                        "demo",
                                        KeyRecord.Kind.INFERENCE,
                                        Set.of(),
                                        Optional.empty()))
                        .secret()
                        .reveal();
        String gateway = "http://127.0.0.1:" + appliance.port();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Sallyport demo: simulated models, database in " + directory);
        out.println("  models   auto, " + DemoModels.names());
        out.println(
                "  faults   ask for model fault-500, fault-hang-before-headers, ... or resilient");
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
        out.println("READY gateway=" + gateway + " key=" + key);
        out.flush();
    }
}
