package io.sallyport.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The command line that {@code ./sallyport} ends with, on what this build has packaged. */
final class PackagedLauncher {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root"));

    private PackagedLauncher() {}

    static List<String> command() {
        Path server = ROOT.resolve("appliance-server/target");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--module-path",
                server.resolve("modules") + ":" + jar(server),
                "--module",
                "io.sallyport.appliance/io.sallyport.appliance.Main");
    }

    private static Path jar(Path server) {
        try (Stream<Path> files = Files.list(server)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "nothing is packaged in "
                                            + server
                                            + "; run ./mvnw verify, not test"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
