package io.sallyport.acceptance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A null check that finds nothing looks like one that finds no faults: older NullAway did just that
 * on a newer JDK. So a source that must fail is compiled with the very arguments of the parent pom.
 */
class CanaryTest {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root"));

    private static final String CLASS_PATH =
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> entry.endsWith(".jar"))
                    .collect(joining(File.pathSeparator));

    @Test
    void aDereferenceOfAnAbsentValueBreaksTheBuild(@TempDir Path work) throws Exception {
        // Given
        String canary =
                """
                @org.jspecify.annotations.NullMarked
                package canary;
                """;
        String nest =
                """
                package canary;

                final class Canary {
                    private Canary() {}

                    static int length(java.util.Map<String, String> map) {
                        return map.get("absent").length();
                    }
                }
                """;
        // When
        String printed = compile(work, canary, nest);
        // Then
        assertThat(printed).contains("error: [NullAway]");
    }

    @Test
    void theSameSourceWithoutTheFaultCompiles(@TempDir Path work) throws Exception {
        // Given
        String canary =
                """
                @org.jspecify.annotations.NullMarked
                package canary;
                """;
        String nest =
                """
                package canary;

                final class Canary {
                    private Canary() {}

                    static int length(java.util.Map<String, String> map) {
                        return map.getOrDefault("absent", "").length();
                    }
                }
                """;
        // When
        String printed = compile(work, canary, nest);
        // Then
        assertThat(printed).isEmpty();
    }

    private static String compile(Path work, String packageSource, String classSource)
            throws IOException, InterruptedException {
        Path sources = Files.createDirectories(work.resolve("canary"));
        Files.writeString(sources.resolve("package-info.java"), packageSource);
        Files.writeString(sources.resolve("Canary.java"), classSource);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        jvmOptions().forEach(option -> command.add("-J" + option));
        command.addAll(List.of("--release", "25", "-d", work.toString()));
        command.addAll(List.of("-processorpath", CLASS_PATH));
        command.addAll(List.of("-cp", CLASS_PATH));
        command.addAll(compilerArguments());
        command.add(sources.resolve("package-info.java").toString());
        command.add(sources.resolve("Canary.java").toString());
        Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        javac.waitFor();
        return printed;
    }

    /** Error Prone needs the compiler's own packages; the build gives them in .mvn/jvm.config. */
    private static List<String> jvmOptions() throws IOException {
        try (Stream<String> lines = Files.lines(ROOT.resolve(".mvn/jvm.config"))) {
            return lines.filter(line -> line.startsWith("--add-")).toList();
        }
    }

    private static List<String> compilerArguments() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        Matcher block = Pattern.compile("(?s)<compilerArgs>(.*?)</compilerArgs>").matcher(pom);
        assertThat(block.find()).as("compilerArgs in pom.xml").isTrue();
        return Pattern.compile("<arg>(.*?)</arg>")
                .matcher(block.group(1))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
