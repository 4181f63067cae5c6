package io.sallyport.appliance;

import io.sallyport.exchange.secret.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One mapping of the configuration file, read key by key. What is wrong goes to the {@link
 * Problems} with its path and line, and a usable value comes back, so that one pass finds
 * everything. {@link #as} reports the keys that nobody asked for.
 */
final class Section {
    private final String path;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Reading reading;
    private final TreeSet<String> asked = new TreeSet<>();
    private final int line;

    /** What all sections of one file share; {@code keys} gathers every key path that was read. */
    record Reading(Problems problems, References references, TreeSet<String> keys) {}

    /** The section of this node; an absent node is an empty section. */
    Section(String path, Optional<Node> node, Reading reading) {
        this.path = path;
        this.reading = reading;
        this.line = node.map(Section::line).orElse(0);
        switch (node.orElse(null)) {
            case null -> {}
            case MappingNode mapping -> mapping.getValue().forEach(this::keep);
            case ScalarNode scalar when scalar.getValue().isEmpty() -> {}
            default -> reading.problems().add(path, line, "must be a mapping of keys and values");
        }
    }

    private void keep(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
            reading.problems().add(path, line(tuple.getKeyNode()), "a key must be a plain text");
            return;
        }
        if (values.put(name.getValue(), tuple.getValueNode()) != null) {
            reading.problems()
                    .add(at(name.getValue()), line(name), "stands here twice; take one out");
        }
    }

    String path() {
        return path;
    }

    /** The place of a problem with this key, or with the whole section when it is not there. */
    void problem(String key, String words) {
        Node node = values.get(key);
        reading.problems().add(at(key), node == null ? line : line(node), words);
    }

    /** What was left out so far, in the whole file. */
    List<String> notices() {
        return reading.problems().notices();
    }

    void notice(String words) {
        reading.problems().notice(path, words);
    }

    /**
     * What this reader makes of the section; afterwards no key may be left that nobody asked for.
     */
    <T> Optional<T> as(Function<Section, T> reader) {
        Optional<T> read = Optional.empty();
        try {
            read = Optional.of(reader.apply(this));
        } catch (IllegalArgumentException wrong) {
            reading.problems().add(path, line, String.valueOf(wrong.getMessage()));
        }
        values.forEach((key, node) -> {
            if (!asked.contains(key)) {
                reading.problems()
                        .add(
                                at(key),
                                line(node),
                                "is no key of this section; it has " + String.join(", ", asked));
            }
        });
        return read;
    }

    <T> T value(String key, T otherwise, Function<String, T> reader) {
        return optional(key, reader).orElse(otherwise);
    }

    /** A value that must be there; {@code placeholder} comes back when it is not. */
    <T> T required(String key, T placeholder, Function<String, T> reader) {
        if (!has(key)) {
            problem(key, "is required");
        }
        return optional(key, reader).orElse(placeholder);
    }

    <T> Optional<T> optional(String key, Function<String, T> reader) {
        return scalar(key).flatMap(text -> read(key, text, reader));
    }

    private <T> Optional<T> read(String key, String text, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(reading.references().value(text)));
        } catch (IllegalArgumentException wrong) {
            problem(key, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /** A secret by reference; empty when the key is absent or the reference is at fault. */
    Optional<Secret> secret(String key) {
        return scalar(key)
                .flatMap(text -> {
                    try {
                        return Optional.of(reading.references().secret(text));
                    } catch (IllegalArgumentException wrong) {
                        problem(key, String.valueOf(wrong.getMessage()));
                        return Optional.empty();
                    }
                });
    }

    /** The environment variable that this key refers to and that is not set. */
    Optional<String> unset(String key) {
        return scalar(key).flatMap(reading.references()::unset);
    }

    /** The keys that are written here, whatever they are called. */
    Set<String> names() {
        return values.keySet();
    }

    /** Whether the one text of this key is a reference. */
    boolean isReference(String key) {
        return scalar(key).filter(References::is).isPresent();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** The texts of a list; one text alone is a list of one. */
    List<String> texts(String key) {
        ask(key);
        Node node = values.get(key);
        return switch (node) {
            case null -> List.of();
            case ScalarNode one -> scalar(key).stream().toList();
            case SequenceNode many -> many(key, many);
            default -> {
                problem(key, "must be a list");
                yield List.of();
            }
        };
    }

    private List<String> many(String key, SequenceNode list) {
        List<String> texts = new ArrayList<>();
        for (Node item : list.getValue()) {
            if (item instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                read(key, scalar.getValue(), text -> text).ifPresent(texts::add);
            } else {
                problem(key, "must be a list of texts");
            }
        }
        return texts;
    }

    Section section(String key) {
        ask(key);
        return new Section(at(key), Optional.ofNullable(values.get(key)), reading);
    }

    /** The sections below this key, by their names. */
    Map<String, Section> sections(String key) {
        ask(key);
        Section parent = new Section(at(key), Optional.ofNullable(values.get(key)), reading);
        Map<String, Section> children = new LinkedHashMap<>();
        parent.values.forEach((name, node) ->
                children.put(name, new Section(parent.at(name), Optional.of(node), reading)));
        return children;
    }

    /** The lists of texts below this key, by their names. */
    Map<String, List<String>> lists(String key) {
        ask(key);
        Section parent = new Section(at(key), Optional.ofNullable(values.get(key)), reading);
        Map<String, List<String>> lists = new LinkedHashMap<>();
        parent.values.keySet().forEach(name -> lists.put(name, parent.texts(name)));
        return lists;
    }

    /** The sections of a list. */
    List<Section> items(String key) {
        ask(key);
        Node node = values.get(key);
        List<Section> items = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                String place = at(key) + "[" + items.size() + "]";
                items.add(new Section(place, Optional.of(item), reading));
            }
        } else if (node != null) {
            problem(key, "must be a list");
        }
        return items;
    }

    private Optional<String> scalar(String key) {
        ask(key);
        Node node = values.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        problem(key, "must have one value; give it one or take the key out");
        return Optional.empty();
    }

    private void ask(String key) {
        asked.add(key);
        reading.keys().add(at(key));
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
}
