package io.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that docs/traceability.md names as a proof exists. */
class TraceabilityTest {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root"));
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)(?:#(\\w+))?`");

    @Test
    void everyNamedTestExists() throws IOException {
        // Given
        Map<String, Path> tests = testClasses();
        List<String> missing = new ArrayList<>();
        int named = 0;
        // When
        for (String line : Files.readAllLines(ROOT.resolve("docs/traceability.md"))) {
            Matcher proof = NAMED.matcher(line.startsWith("| ") ? lastCell(line) : "");
            while (proof.find()) {
                named++;
                if (!exists(tests, proof.group(1), proof.group(2))) {
                    missing.add(proof.group());
                }
            }
        }
        // Then
        assertThat(named).isPositive();
        assertThat(missing).as("tests that docs/traceability.md names").isEmpty();
    }

    private static boolean exists(
            Map<String, Path> tests, String name, @org.jspecify.annotations.Nullable String method)
            throws IOException {
        Path source = tests.get(name);
        return source != null
                && (method == null || Files.readString(source).contains("void " + method + "("));
    }

    private static String lastCell(String row) {
        String[] cells = row.split("\\|");
        return cells[cells.length - 1];
    }

    private static Map<String, Path> testClasses() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("/src/test/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .collect(
                            Collectors.toMap(
                                    file -> file.getFileName().toString().replace(".java", ""),
                                    file -> file,
                                    (one, other) -> one));
        }
    }
}
