package io.sallyport.wire;

import io.sallyport.fuzz.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A head that our reader has taken, read a second time in the plainest way: cut at its line breaks
 * and its colons. What a lenient reader could see otherwise breaks a promise here.
 *
 * @param line the first line
 * @param fields each as {@code name=value}, the name in lower case
 */
record NaiveHead(String line, List<String> fields) {
    private static final Pattern FIELD =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t -~\\x80-\\xff]*");

    static NaiveHead of(byte[] input) {
        String all = new String(input, StandardCharsets.ISO_8859_1);
        int from = all.startsWith("\r\n") ? 2 : 0;
        int end = all.indexOf("\r\n\r\n", from);
        Promise.holds(end >= 0, "an empty line at the end of a head");
        String[] lines = all.substring(from, end).split("\r\n", -1);
        List<String> fields = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            Promise.holds(FIELD.matcher(lines[i]).matches(), "a field: " + lines[i]);
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            fields.add(name + "=" + bare(lines[i].substring(colon + 1)));
        }
        return new NaiveHead(lines[0], fields);
    }

    static List<String> said(Fields fields) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            said.add(fields.name(i) + "=" + fields.value(i));
        }
        return said;
    }

    List<String> values(String name) {
        String start = name + "=";
        return fields.stream()
                .filter(field -> field.startsWith(start))
                .map(field -> field.substring(start.length()))
                .toList();
    }

    /** What the fields of the connection list. */
    List<String> options() {
        return values("connection").stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(option -> bare(option).toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Where the body ends, as {@link Framing} prints it. */
    String framing(String otherwise) {
        List<String> lengths = values("content-length");
        List<String> encodings = values("transfer-encoding");
        Promise.holds(lengths.size() + encodings.size() <= 1, "one framing: " + fields);
        if (!encodings.isEmpty()) {
            Promise.same("chunked", encodings.getFirst().toLowerCase(Locale.ROOT), "coding");
            return "Chunked[]";
        }
        if (lengths.isEmpty()) {
            return otherwise + "[]";
        }
        Promise.holds(lengths.getFirst().matches("[0-9]+"), "a plain length");
        return "Length[bytes=" + Long.parseLong(lengths.getFirst()) + "]";
    }

    private static String bare(String value) {
        return value.replaceAll("^[ \\t]+", "").replaceAll("[ \\t]+$", "");
    }
}
