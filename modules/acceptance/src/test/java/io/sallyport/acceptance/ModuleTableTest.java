package io.sallyport.acceptance;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compiled module descriptors equal the table in docs/reference/modules.md. */
class ModuleTableTest {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root"));
    private static final String OURS = "io.sallyport.";
    private static final Set<String> EVERYWHERE = Set.of("java.base", "org.jspecify");

    @Test
    void everyDescriptorStandsInTheTableAsItIs() throws IOException {
        // Given
        Set<String> table = rowsOfTheTable();
        // When
        Set<String> compiled = rowsOfTheDescriptors();
        // Then
        assertThat(compiled).hasSizeGreaterThan(10).containsExactlyElementsOf(table);
    }

    @Test
    void noModuleIsOpenAndPackagesAreOpenedByNameOnly() throws IOException {
        for (ModuleDescriptor module : descriptors()) {
            assertThat(module.isOpen()).as("open module " + module.name()).isFalse();
            assertThat(module.opens())
                    .as("opens of " + module.name())
                    .allMatch(opened -> opened.isQualified() || holdsMigrations(opened.source()));
        }
    }

    /**
     * Resources in a named module's package can only be read by Flyway when it is opened to all.
     */
    private static boolean holdsMigrations(String opened) {
        return opened.startsWith("io.sallyport.store.");
    }

    private static Set<String> rowsOfTheTable() throws IOException {
        try (Stream<String> lines = Files.lines(ROOT.resolve("docs/reference/modules.md"))) {
            return lines.filter(line -> line.startsWith("| "))
                    .filter(line -> !line.startsWith("| module "))
                    .collect(TreeSet::new, Set::add, Set::addAll);
        }
    }

    private static Set<String> rowsOfTheDescriptors() throws IOException {
        Set<String> rows = new TreeSet<>();
        for (ModuleDescriptor module : descriptors()) {
            rows.add(
                    "| %s | %s | %s | %s | %s |"
                            .formatted(
                                    brief(module.name()),
                                    required(module, name -> name.startsWith(OURS)),
                                    openExports(module),
                                    qualifiedExports(module),
                                    required(module, name -> !name.startsWith(OURS))));
        }
        return rows;
    }

    private static Set<ModuleDescriptor> descriptors() throws IOException {
        Set<ModuleDescriptor> found = new TreeSet<>();
        try (Stream<Path> modules = Files.list(ROOT.resolve("modules"))) {
            Stream.concat(modules, Stream.of(ROOT.resolve("appliance-server")))
                    .map(module -> module.resolve("target/classes/module-info.class"))
                    .filter(Files::exists)
                    .map(ModuleTableTest::read)
                    .forEach(found::add);
        }
        return found;
    }

    private static ModuleDescriptor read(Path descriptor) {
        try (InputStream in = Files.newInputStream(descriptor)) {
            return ModuleDescriptor.read(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String required(ModuleDescriptor module, Predicate<String> wanted) {
        return orDash(
                module.requires().stream()
                        .map(Requires::name)
                        .filter(name -> !EVERYWHERE.contains(name))
                        .filter(wanted)
                        .map(ModuleTableTest::brief)
                        .sorted()
                        .collect(joining(" ")));
    }

    private static String openExports(ModuleDescriptor module) {
        return orDash(
                module.exports().stream()
                        .filter(exported -> !exported.isQualified())
                        .map(exported -> brief(exported.source()))
                        .sorted()
                        .collect(joining(" ")));
    }

    private static String qualifiedExports(ModuleDescriptor module) {
        return orDash(
                module.exports().stream()
                        .filter(Exports::isQualified)
                        .map(ModuleTableTest::qualified)
                        .sorted()
                        .collect(joining("; ")));
    }

    private static String qualified(Exports exported) {
        return exported.targets().stream()
                .map(ModuleTableTest::brief)
                .sorted()
                .collect(joining(" ", brief(exported.source()) + " → ", ""));
    }

    private static String brief(String name) {
        return name.startsWith(OURS) ? name.substring(OURS.length()) : name;
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "–" : text;
    }
}
