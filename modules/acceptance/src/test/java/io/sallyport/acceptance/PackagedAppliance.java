package io.sallyport.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The appliance as it is shipped: jars on the module path, in a process of its own, started as the
 * launcher starts it. It is ready when this object exists.
 */
final class PackagedAppliance implements AutoCloseable {
    static final Path ROOT = Path.of(System.getProperty("sallyport.root"));
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Process process;
    private final Path log;
    private final List<String> announcement;
    private final Map<String, String> ready;

    private PackagedAppliance(Process process, Path log) throws IOException {
        this.process = process;
        this.log = log;
        // Not closed: the appliance may still want to say something.
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        announcement = announcement(out);
        ready = fields(announcement.getLast());
    }

    /** Runs a command that serves until it is stopped; what it complains of goes to the log. */
    static PackagedAppliance start(Path directory, String... arguments) throws IOException {
        Path log = directory.resolve("appliance.log");
        ProcessBuilder builder =
                new ProcessBuilder(command(arguments)).directory(directory.toFile());
        return new PackagedAppliance(builder.redirectError(log.toFile()).start(), log);
    }

    /** The command line that {@code ./sallyport} ends with. */
    static List<String> command(String... arguments) {
        Path server = ROOT.resolve("appliance-server/target");
        String modules = server.resolve("modules") + ":" + jar(server);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--module-path", modules));
        command.addAll(List.of("--module", "io.sallyport.appliance/io.sallyport.appliance.Main"));
        command.addAll(List.of(arguments));
        return command;
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

    private List<String> announcement(BufferedReader out) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.startsWith("READY ")) {
                return lines;
            }
        }
        throw new IllegalStateException(
                "the appliance ended before it was ready:\n" + lines + "\n" + log());
    }

    private static Map<String, String> fields(String line) {
        return Arrays.stream(line.split(" "))
                .filter(word -> word.contains("="))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** Every line it printed until it was ready; the last one is for machines. */
    List<String> announcement() {
        return announcement;
    }

    URI gateway() {
        return URI.create(field("gateway"));
    }

    URI admin() {
        return URI.create(field("admin"));
    }

    /** A new key that may use every model, made as an administrator makes one. */
    String newKey() throws IOException, InterruptedException {
        String token = Files.readString(Path.of(field("admin-token-file"))).strip();
        HttpRequest request =
                HttpRequest.newBuilder(admin().resolve("/admin/v1/keys"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"name\":\"test\",\"organisation\":\"house\"}"))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body()).path("secret").asString();
        }
    }

    String field(String name) {
        String value = ready.get(name);
        if (value == null) {
            throw new IllegalStateException("no " + name + " in " + announcement.getLast());
        }
        return value;
    }

    /** What it wrote to its standard error so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Sends SIGTERM and returns the exit code; a process that needs more than 10 s is a defect. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running " + STOP + " after SIGTERM:\n" + log());
        }
        return process.exitValue();
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
