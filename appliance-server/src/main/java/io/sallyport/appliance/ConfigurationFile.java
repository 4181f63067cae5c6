package io.sallyport.appliance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads a configuration file (YAML 1.2). Throws {@link ConfigurationRefused} with every problem at
 * once: unknown keys, wrong values, dangling references, loose modes of files with secrets.
 */
final class ConfigurationFile {
    private static final int MOST_BYTES = 4 << 20;

    private final Map<String, String> environment;
    private final TreeSet<String> keys = new TreeSet<>();

    ConfigurationFile(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Every key path that was looked for, for the test that pins them. */
    Set<String> keys() {
        return Set.copyOf(keys);
    }

    /** Reads a configuration that must have at least one model to serve. */
    Configuration serving(Path file) {
        Configuration configuration = read(file);
        if (configuration.models().deployments().isEmpty()) {
            Problems none = new Problems();
            none.add(
                    "models",
                    0,
                    configuration.notices().isEmpty()
                            ? "there is none; declare a provider and a model (config/appliance.yaml"
                                    + " shows how)"
                            : "no provider is left. Set the key of at least one of them:\n  "
                                    + String.join("\n  ", configuration.notices()));
            none.refuse();
        }
        return configuration;
    }

    Configuration read(Path file) {
        return read(file, DeclaredModels.NONE);
    }

    /** Reads a configuration whose aliases may name these models too. */
    Configuration read(Path file, DeclaredModels besides) {
        try {
            return parse(text(file), file.toString(), besides);
        } catch (NoSuchFileException missing) {
            throw refused(file, "there is no such file; correct the path of --config");
        } catch (CharacterCodingException binary) {
            throw refused(file, "is no UTF-8 text");
        } catch (IOException unreadable) {
            throw refused(
                    file,
                    Files.isDirectory(file)
                            ? "is a directory; name the file in it"
                            : "cannot be read by this user");
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw refused(file, "has more than 4 MiB, no configuration has");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
    }

    Configuration parse(String yaml, String name) {
        return parse(yaml, name, DeclaredModels.NONE);
    }

    private Configuration parse(String yaml, String name, DeclaredModels besides) {
        Problems problems = new Problems();
        Optional<Node> tree = tree(yaml, name);
        Section root =
                new Section(
                        "", tree, new Section.Reading(problems, new References(environment), keys));
        Optional<Configuration> read = root.as(Configuration::read);
        read.ifPresent(configuration -> checkNames(configuration.models().and(besides), problems));
        problems.refuse();
        return read.orElseThrow();
    }

    private static Optional<Node> tree(String yaml, String name) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        try {
            StreamReader reader = new StreamReader(settings, yaml);
            return new Composer(settings, new ParserImpl(settings, reader)).getSingleNode();
        } catch (MarkedYamlEngineException wrong) {
            int line = wrong.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            Problems problems = new Problems();
            problems.add(name, line, "is no valid YAML: " + wrong.getProblem());
            problems.refuse();
            throw wrong;
        } catch (YamlEngineException | StackOverflowError wrong) {
            throw refused(Path.of(name), "is no valid YAML (too large, or too deeply nested)");
        }
    }

    private static void checkNames(DeclaredModels models, Problems problems) {
        try {
            models.upstreams();
            models.catalog();
        } catch (IllegalArgumentException clash) {
            String.valueOf(clash.getMessage())
                    .lines()
                    .forEach(line -> problems.add("models and aliases", 0, line));
        }
    }

    private static ConfigurationRefused refused(Path file, String words) {
        return new ConfigurationRefused(List.of(file + ": " + words));
    }
}
