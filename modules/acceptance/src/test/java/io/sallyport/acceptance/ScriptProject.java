package io.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A project that is made up but for copies of the repository's scripts, on a machine that has
 * nothing but the tools they name: no JDK unless a test makes one.
 *
 * @param directory where everything is: {@code project}, {@code home} and {@code tools}
 */
record ScriptProject(Path directory) {
    static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> TOOLS =
            List.of(
                    "cat",
                    "dirname",
                    "find",
                    "head",
                    "ls",
                    "mkdir",
                    "mv",
                    "readlink",
                    "sed",
                    "sh",
                    "tail",
                    "tee",
                    "awk",
                    "rm",
                    "touch");

    /** What a script ended with. */
    record Ended(int code, String out, String err) {}

    static ScriptProject in(Path directory, String... scripts) throws IOException {
        ScriptProject made = new ScriptProject(directory);
        Files.createDirectories(made.home());
        for (String tool : TOOLS) {
            script(made.tools().resolve(tool), "exec " + existing(tool) + " \"$@\"");
        }
        for (String script : scripts) {
            Path copy = made.file(script);
            Files.createDirectories(copy.getParent());
            Files.copy(PackagedAppliance.ROOT.resolve(script), copy);
        }
        return made;
    }

    Path file(String name) {
        return directory.resolve("project").resolve(name);
    }

    Path home() {
        return directory.resolve("home");
    }

    Path tools() {
        return directory.resolve("tools");
    }

    void source(String name) throws IOException {
        Files.createDirectories(file(name).getParent());
        Files.writeString(file(name), "as it was");
        touch(name, LONG_AGO);
    }

    void touch(String name, Instant time) throws IOException {
        Files.setLastModifiedTime(file(name), FileTime.from(time));
    }

    /** A JDK of that version, whose {@code java} says where it is and with what it was called. */
    Path jdk(String name, String version) throws IOException {
        Path jdk = directory.resolve(name);
        script(jdk.resolve("bin/javac"), "exit 0");
        script(jdk.resolve("bin/java"), "echo \"java of " + name + " runs $*\"");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    /** The folders where this machine may have a JDK are empty for the copied script. */
    void hideInstalledJdks() throws IOException {
        Path script = file(".mvn/jdk.sh");
        String text = Files.readString(script);
        String hidden =
                text.replace(" /usr/lib/jvm/*", " /nowhere/*")
                        .replace(" /opt/", " /nowhere/")
                        .replace(" /Library/", " /nowhere/");
        assertThat(hidden).isNotEqualTo(text).doesNotContain(" /usr/lib/jvm/*", " /opt/java");
        Files.writeString(script, hidden);
    }

    /** Runs one of the copies, from another directory. */
    Ended run(Map<String, String> environment, String script, String... arguments)
            throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        List<String> command =
                Stream.concat(Stream.of(file(script).toString()), Stream.of(arguments)).toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(home().toFile());
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PATH", tools().toString());
        all.put("HOME", home().toString());
        all.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(all);
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ends by itself").isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    static void script(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path existing(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
