package io.sallyport.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Replaces, removes and inserts top-level fields; every other byte stays as it came. */
final class JsonSplice {
    private final byte[] body;
    private final JsonScan scan;
    private final Map<String, Optional<String>> changes = new LinkedHashMap<>();

    JsonSplice(byte[] body, JsonScan scan) {
        this.body = body;
        this.scan = scan;
    }

    /** Replaces the value of this field, or inserts it at the end; {@code json} is JSON text. */
    JsonSplice set(String field, String json) {
        changes.put(field, Optional.of(json));
        return this;
    }

    /** Removes this field, if it is there. */
    JsonSplice remove(String field) {
        changes.put(field, Optional.empty());
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 64);
        int from = 0;
        boolean any = false;
        int gap = scan.open() + 1; // Where the bytes before the next field begin.
        out.write(body, 0, gap);
        for (Map.Entry<String, JsonScan.Span> entry : scan.fields().entrySet()) {
            JsonScan.Span span = entry.getValue();
            Optional<String> change = changes.getOrDefault(entry.getKey(), Optional.empty());
            boolean changed = changes.containsKey(entry.getKey());
            if (!changed || change.isPresent()) {
                from = any || gap == scan.open() + 1 ? gap : span.nameStart();
                out.write(body, from, (changed ? span.valueStart() : span.end()) - from);
                change.ifPresent(json -> write(out, json));
                any = true;
            }
            gap = span.end();
        }
        for (Map.Entry<String, Optional<String>> entry : changes.entrySet()) {
            if (entry.getValue().isPresent() && !scan.fields().containsKey(entry.getKey())) {
                write(out, any ? "," : "");
                write(out, JsonView.quoted(entry.getKey()) + ":" + entry.getValue().get());
                any = true;
            }
        }
        int tail = scan.fields().isEmpty() ? scan.close() : gap;
        out.write(body, tail, body.length - tail);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
