package io.sallyport.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces, removes and adds top-level fields of a scanned object; every other byte stays as it
 * came.
 */
final class JsonSplice {
    private final JsonScan scan;
    private final Map<String, Optional<byte[]>> changes = new LinkedHashMap<>();
    private List<BodyWalk.Span> cuts = List.of();

    JsonSplice(JsonScan scan) {
        this.scan = scan;
    }

    /** Sets a field to this JSON text, in its place or at the end. */
    JsonSplice set(String name, String json) {
        changes.put(name, Optional.of(json.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Takes a field out, if it is there. */
    JsonSplice remove(String name) {
        changes.put(name, Optional.empty());
        return this;
    }

    /** Takes these elements out of the arrays that they stand in. */
    JsonSplice cut(List<BodyWalk.Span> elements) {
        cuts = elements;
        return this;
    }

    byte[] bytes() {
        byte[] source = scan.bytes();
        Output out = new Output(source.length + added());
        out.write('{');
        boolean first = true;
        for (Map.Entry<String, JsonScan.Field> entry : scan.fields().entrySet()) {
            JsonScan.Field field = entry.getValue();
            Optional<byte[]> change = changes.get(entry.getKey());
            if (change != null && change.isEmpty()) {
                continue;
            }
            first = comma(out, first);
            out.write(source, field.nameStart(), field.start() - field.nameStart());
            if (change != null) {
                out.write(change.get());
            } else {
                copy(source, field, out);
            }
        }
        for (Map.Entry<String, Optional<byte[]>> change : changes.entrySet()) {
            if (change.getValue().isPresent() && !scan.fields().containsKey(change.getKey())) {
                first = comma(out, first);
                out.write(('"' + change.getKey() + "\":").getBytes(StandardCharsets.UTF_8));
                out.write(change.getValue().get());
            }
        }
        out.write('}');
        return out.bytes();
    }

    /** Each element that is cut takes the comma before it along, a first one the comma behind. */
    private void copy(byte[] source, JsonScan.Field field, Output out) {
        int at = field.start();
        for (BodyWalk.Span cut : cuts) {
            if (cut.start() >= at && cut.end() <= field.end()) {
                int before = cut.start() - 1;
                while (source[before] <= ' ') {
                    before--;
                }
                boolean takesComma = before >= at && source[before] == ',';
                out.write(source, at, (takesComma ? before : cut.start()) - at);
                at = takesComma ? cut.end() : behindComma(source, cut.end());
            }
        }
        out.write(source, at, field.end() - at);
    }

    private static int behindComma(byte[] source, int from) {
        int at = from;
        while (source[at] <= ' ') {
            at++;
        }
        return source[at] == ',' ? at + 1 : from;
    }

    private static boolean comma(Output out, boolean first) {
        if (!first) {
            out.write(',');
        }
        return false;
    }

    /** At most so much longer does it become: names with their punctuation, and values. */
    private int added() {
        int most = 2;
        for (Map.Entry<String, Optional<byte[]>> change : changes.entrySet()) {
            most +=
                    change.getKey().length() * 3
                            + 4
                            + change.getValue().map(b -> b.length).orElse(0);
        }
        return most;
    }

    /** What is written, into one array that is large enough from the start. */
    private static final class Output {
        private final byte[] bytes;
        private int length;

        Output(int room) {
            bytes = new byte[room];
        }

        void write(char each) {
            bytes[length++] = (byte) each;
        }

        void write(byte[] from) {
            write(from, 0, from.length);
        }

        void write(byte[] from, int offset, int count) {
            System.arraycopy(from, offset, bytes, length, count);
            length += count;
        }

        byte[] bytes() {
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        }
    }
}
