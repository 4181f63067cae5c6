package io.sallyport.dialect;

import io.sallyport.exchange.Rejected;
import io.sallyport.fuzz.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A body as callers and upstreams send it, through {@link JsonScan}. It is refused in words or its
 * top-level fields are those that a tree of Jackson has, in their places; what a caller may send an
 * upstream may send too.
 */
public final class BodyFuzz {
    private BodyFuzz() {}

    /** The target. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Promise.inProportion(input, bytes -> scan(bytes, OpenAiRules.BODY));
        Optional<JsonScan> upstream = upstream(input);
        for (ObjectRules rules : List.of(OpenAiRules.BODY, AnthropicRules.BODY)) {
            Optional<JsonScan> scan = scan(input, rules);
            if (scan.isPresent()) {
                ask(scan.get());
                check(scan.get(), Json.tree(input)); // what was scanned can be read as a tree
            }
            Promise.holds(scan.isEmpty() || upstream.isPresent(), "an upstream may say it too");
        }
        Optional<JsonNode> tree = tree(input);
        Promise.same(tree.isPresent(), upstream.isPresent(), "both readers of an answer take it");
        if (tree.isPresent()) {
            check(upstream.orElseThrow(), tree.get());
        }
    }

    private static Optional<JsonScan> scan(byte[] input, ObjectRules rules) {
        try {
            return Optional.of(JsonScan.of(input, rules));
        } catch (Rejected refused) {
            Promise.holds(refused.rejection().meaning() != null, "a meaning");
            Promise.holds(!refused.rejection().message().isBlank(), "a sentence");
            return Optional.empty();
        }
    }

    private static Optional<JsonScan> upstream(byte[] input) {
        try {
            return Optional.of(JsonScan.ofUpstream(input));
        } catch (ProtocolFault | LimitPassed refused) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> tree(byte[] input) {
        try {
            return Optional.of(Json.upstream(input));
        } catch (ProtocolFault | LimitPassed refused) {
            return Optional.empty();
        }
    }

    private static void check(JsonScan scan, JsonNode tree) {
        List<String> names = names(scan);
        Promise.same(List.copyOf(tree.propertyNames()), names, "names");
        for (int field = 0; field < names.size(); field++) {
            String name = names.get(field);
            JsonNode expected = tree.get(name);
            byte[] raw = scan.raw(name).orElseThrow();
            Promise.same(field, scan.fields().find(name), "found by its name");
            Promise.same(expected, Json.tree(raw), "the bytes of a field");
            int items = expected.isArray() ? expected.size() : 0;
            Promise.same(items, scan.fields().items(field), "the items of a field");
            Promise.same(!expected.isNull(), scan.has(name), "has");
            String text = expected.isString() ? expected.stringValue() : "";
            Promise.same(text, scan.lenient(name), "text");
            Promise.same(expected.isString(), scan.says(name, text), "the same text");
            if (expected.isObject()) {
                check(scan.within(name), expected);
            }
        }
    }

    private static List<String> names(JsonScan scan) {
        return IntStream.range(0, scan.fields().size()).mapToObj(scan.fields()::name).toList();
    }

    /** Every question that the decoders ask: an answer, or a refusal in words. */
    private static void ask(JsonScan scan) {
        List<Runnable> questions = new ArrayList<>();
        for (String name : names(scan)) {
            questions.add(() -> scan.string(name));
            questions.add(() -> scan.flag(name));
            questions.add(() -> scan.positive(name));
            questions.add(() -> scan.size(name));
        }
        questions.add(() -> scan.range("temperature", 0, 2));
        questions.add(() -> scan.range("top_p", 0, 1));
        for (Runnable question : questions) {
            try {
                question.run();
            } catch (Rejected refused) {
                Promise.holds(!refused.rejection().message().isBlank(), "a sentence");
            }
        }
    }
}
