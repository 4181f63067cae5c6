package io.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The scripts of one language with its SDKs, installed once into {@code target/clients}. A missing
 * tool fails with the fix: whoever asks for the real clients wants to know.
 *
 * @param home where scripts and SDKs are
 * @param interpreter what runs a script
 */
record ClientProgram(Path home, String interpreter) {
    private static final Path ACCEPTANCE = PackagedAppliance.ROOT.resolve("modules/acceptance");
    private static final int MINUTES = 5;

    static ClientProgram node() throws IOException, InterruptedException {
        Path home = copied("node");
        needs("node", "v(1[89]|[2-9][0-9])\\..*", "Node.js 18 or newer (apt-get install nodejs)");
        needs("npm", "\\d+\\..*", "npm (apt-get install npm)");
        if (!installed(home, "package-lock.json")) {
            succeed(home, List.of("npm", "ci", "--ignore-scripts"));
            remember(home, "package-lock.json");
        }
        return new ClientProgram(home, "node");
    }

    static ClientProgram python() throws IOException, InterruptedException {
        Path home = copied("python");
        needs("python3", "Python 3\\..*", "Python 3.9 or newer (apt-get install python3)");
        String interpreter = home.resolve("venv/bin/python").toString();
        if (!installed(home, "requirements.txt")) {
            succeed(home, List.of("python3", "-m", "venv", "--clear", "venv"));
            succeed(
                    home,
                    List.of(interpreter, "-m", "pip", "install", "-q", "-r", "requirements.txt"));
            remember(home, "requirements.txt");
        }
        return new ClientProgram(home, interpreter);
    }

    /** Runs a script to its end and returns what it printed, line by line. */
    List<String> run(String script, Map<String, String> environment)
            throws IOException, InterruptedException {
        return lines(home, List.of(interpreter, script), environment).output();
    }

    private record Ended(int code, List<String> output) {}

    private static Ended lines(Path home, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(home, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            List<String> output = new ArrayList<>(Files.readAllLines(log));
            if (!ended) {
                output.add("FAIL " + command + " was still running after minutes: " + MINUTES);
            }
            return new Ended(ended ? process.exitValue() : 1, output);
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }

    private static void needs(String tool, String version, String fix)
            throws IOException, InterruptedException {
        String found;
        try {
            found =
                    String.join(
                            "\n", lines(home(""), List.of(tool, "--version"), Map.of()).output());
        } catch (IOException missing) {
            found = "nothing";
        }
        assertThat(found)
                .as("SALLYPORT_REAL_CLIENTS is set, so install %s, or unset the variable", fix)
                .matches(version);
    }

    private static void succeed(Path home, List<String> command)
            throws IOException, InterruptedException {
        Ended ended = lines(home, command, Map.of());
        assertThat(ended.code()).as("%s: %s", command, ended.output()).isZero();
    }

    private static Path home(String language) throws IOException {
        return Files.createDirectories(ACCEPTANCE.resolve("target/clients").resolve(language));
    }

    private static Path copied(String language) throws IOException {
        Path home = home(language);
        try (Stream<Path> sources =
                Files.list(ACCEPTANCE.resolve("src/test/clients").resolve(language))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        source,
                        home.resolve(source.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return home;
    }

    private static boolean installed(Path home, String pins) throws IOException {
        Path stamp = home.resolve("installed-" + pins);
        return Files.exists(stamp) && Files.mismatch(stamp, home.resolve(pins)) < 0;
    }

    private static void remember(Path home, String pins) throws IOException {
        Files.copy(
                home.resolve(pins),
                home.resolve("installed-" + pins),
                StandardCopyOption.REPLACE_EXISTING);
    }
}
