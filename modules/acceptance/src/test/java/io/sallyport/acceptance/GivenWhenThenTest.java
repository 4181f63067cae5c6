package io.sallyport.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A test method reads Given / When / Then: exactly one {@code // When}, and a {@code // Then} after
 * it. The contracts of the testkit are test methods too.
 */
class GivenWhenThenTest {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root"));

    /** Not in the form yet; a module that is leaves this set, and no module comes into it. */
    private static final Set<String> NOT_YET =
            Set.of("acceptance", "appliance-server", "forwarding");

    /** From the annotation to the brace that the formatter sets at the annotation's own column. */
    private static final Pattern METHOD =
            Pattern.compile(
                    "^( +)@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b.*?^\\1}$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern NAME = Pattern.compile("\\bvoid (\\w+)\\(");
    private static final Pattern WHEN = Pattern.compile("^ +// When\\b", Pattern.MULTILINE);
    private static final Pattern THEN = Pattern.compile("^ +// Then\\b", Pattern.MULTILINE);

    @Test
    void everyTestMethodHasExactlyOneWhenAndAThenAfterIt() throws IOException {
        // Given
        List<Path> sources = sources();
        List<String> methods = new ArrayList<>();
        List<String> others = new ArrayList<>();
        // When
        for (Path source : sources) {
            String file = ROOT.relativize(source) + "#";
            String text = Files.readString(source);
            METHOD.matcher(text).results().forEach(method -> methods.add(method.group()));
            notInTheForm(text).forEach(name -> others.add(file + name));
        }
        // Then
        assertThat(methods).as("test methods read").hasSizeGreaterThan(300);
        assertThat(others).as("tests without exactly one // When and then a // Then").isEmpty();
    }

    @Test
    void whatIsNotInTheFormIsNamed() {
        // Given
        String source =
                String.join(
                        "\n",
                        method("good", "// Given", "// When", "// Then: so"),
                        method("bare"),
                        method("twoActs", "// When", "// Then", "// When", "// Then"),
                        method("bothInOne", "// When, Then"),
                        method("noAct", "// Given", "// Then"),
                        method("upsideDown", "// Then", "// When"));
        // When
        List<String> named = notInTheForm(source);
        // Then
        assertThat(named).containsExactly("bare", "twoActs", "bothInOne", "noAct", "upsideDown");
    }

    private static List<String> notInTheForm(String source) {
        List<String> others = new ArrayList<>();
        Matcher method = METHOD.matcher(source);
        while (method.find()) {
            if (!inTheForm(method.group())) {
                others.add(nameOf(method.group()));
            }
        }
        return others;
    }

    private static boolean inTheForm(String method) {
        Matcher when = WHEN.matcher(method);
        if (!when.find()) {
            return false;
        }
        Matcher then = THEN.matcher(method);
        return then.find(when.end()) && !when.find();
    }

    private static String nameOf(String method) {
        Matcher name = NAME.matcher(method);
        return name.find() ? name.group(1) : method;
    }

    private static String method(String name, String... lines) {
        return "    @Test\n    void "
                + name
                + "() {\n        "
                + String.join("\n        ", lines)
                + "\n    }\n";
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT.resolve("modules"))) {
            List<Path> all =
                    Stream.concat(modules, Stream.of(ROOT.resolve("appliance-server")))
                            .filter(module -> !NOT_YET.contains(module.getFileName().toString()))
                            .sorted()
                            .toList();
            for (Path module : all) {
                String tests = module.endsWith("testkit") ? "src/main/java" : "src/test/java";
                addJava(module.resolve(tests), sources);
            }
        }
        return sources;
    }

    private static void addJava(Path folder, List<Path> sources) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
    }
}
