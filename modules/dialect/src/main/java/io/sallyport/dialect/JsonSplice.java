package io.sallyport.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces, removes and adds top-level fields of a scanned object; every other byte stays as it
 * came.
 */
final class JsonSplice {
    private static final byte[] NOTHING = {};

    private final byte[] source;
    private final JsonFields fields;
    private final byte[] @Nullable [] values;
    private final boolean[] removed;
    private final List<Added> added = new ArrayList<>(2);
    private List<BodyWalk.Span> cuts = List.of();
    private int nextCut;

    /** A field that the object does not have, its name with quotes and colon. */
    @SuppressWarnings("ArrayRecordComponent") // Made and written here.
    private record Added(byte[] name, byte[] value) {
        boolean isNamed(byte[] other) {
            return Arrays.equals(name, other);
        }
    }

    JsonSplice(JsonScan scan) {
        this.source = scan.bytes();
        this.fields = scan.fields();
        this.values = new byte[fields.size()][];
        this.removed = new boolean[fields.size()];
    }

    /** Sets a field to this JSON text, in its place or at the end. */
    JsonSplice set(String name, String json) {
        return set(name, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets a field to this JSON text, in its place or at the end. */
    JsonSplice set(String name, byte[] json) {
        int field = fields.find(name);
        if (field != JsonFields.ABSENT) {
            values[field] = json;
            removed[field] = false;
        } else {
            byte[] quoted = quoted(name);
            added.removeIf(each -> each.isNamed(quoted));
            added.add(new Added(quoted, json));
        }
        return this;
    }

    /** Takes a field out, if it is there. */
    JsonSplice remove(String name) {
        int field = fields.find(name);
        if (field != JsonFields.ABSENT) {
            removed[field] = true;
        } else if (!added.isEmpty()) {
            byte[] quoted = quoted(name);
            added.removeIf(each -> each.isNamed(quoted));
        }
        return this;
    }

    private static byte[] quoted(String name) {
        return ('"' + name + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /** Takes these elements, in their order, out of the arrays that they stand in. */
    JsonSplice cut(List<BodyWalk.Span> elements) {
        cuts = elements;
        return this;
    }

    /** The object as it came; what replaces its fields has no line break. */
    byte[] source() {
        return source;
    }

    byte[] bytes() {
        return framed(NOTHING, NOTHING);
    }

    /** The object with these bytes before and behind it, as a frame needs them. */
    byte[] framed(byte[] before, byte[] behind) {
        nextCut = 0;
        Output out = new Output(before.length + length() + behind.length);
        out.write(before);
        out.open();
        for (int field = 0; field < values.length; field++) {
            if (!removed[field]) {
                out.separate();
                write(field, out);
            }
        }
        for (Added each : added) {
            out.separate();
            out.write(each.name());
            out.write(each.value());
        }
        out.close();
        out.write(behind);
        return out.bytes();
    }

    private void write(int field, Output out) {
        int from = fields.nameStart(field);
        int start = fields.start(field);
        byte[] value = values[field];
        if (value != null) {
            out.write(source, from, start - from);
            out.write(value);
        } else if (cuts.isEmpty()) {
            out.write(source, from, fields.end(field) - from);
        } else {
            out.write(source, from, start - from);
            cut(start, fields.end(field), out);
        }
    }

    /** Each element that is cut takes the comma before it along, a first one the comma behind. */
    private void cut(int start, int end, Output out) {
        int at = start;
        while (nextCut < cuts.size() && cuts.get(nextCut).end() <= end) {
            BodyWalk.Span cut = cuts.get(nextCut++);
            if (cut.start() >= at) {
                int before = cut.start() - 1;
                while (source[before] <= ' ') {
                    before--;
                }
                boolean takesComma = before >= at && source[before] == ',';
                out.write(source, at, (takesComma ? before : cut.start()) - at);
                at = takesComma ? cut.end() : behindComma(source, cut.end());
            }
        }
        out.write(source, at, end - at);
    }

    private static int behindComma(byte[] source, int from) {
        int at = from;
        while (source[at] <= ' ') {
            at++;
        }
        return source[at] == ',' ? at + 1 : from;
    }

    /** How long it becomes; what is cut out of an array makes it shorter. */
    private int length() {
        int braces = 2;
        int fieldsAndCommas = 0;
        for (int field = 0; field < values.length; field++) {
            if (!removed[field]) {
                byte[] value = values[field];
                int end = value == null ? fields.end(field) : fields.start(field) + value.length;
                fieldsAndCommas += end - fields.nameStart(field) + 1;
            }
        }
        for (Added each : added) {
            fieldsAndCommas += each.name().length + each.value().length + 1;
        }
        return braces + Math.max(0, fieldsAndCommas - 1);
    }

    /** What is written, into one array of its length. */
    private static final class Output {
        private final byte[] bytes;
        private int length;
        private boolean first = true;

        Output(int room) {
            bytes = new byte[room];
        }

        void open() {
            bytes[length++] = '{';
        }

        void separate() {
            if (!first) {
                bytes[length++] = ',';
            }
            first = false;
        }

        void close() {
            bytes[length++] = '}';
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
