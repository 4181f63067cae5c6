package io.sallyport.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes server-sent events; data with line breaks becomes several data lines. */
final class Sse {
    static final byte[] NONE = {};

    private Sse() {}

    static byte[] data(byte[] data) {
        return event("", data);
    }

    static byte[] comment(String text) {
        return (": " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** An event; no {@code event:} line when the name is empty. */
    static byte[] event(String name, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 48);
        if (!name.isEmpty()) {
            text(out, "event: " + name + "\n");
        }
        text(out, "data: ");
        for (byte each : data) {
            out.write(each);
            if (each == '\n') {
                text(out, "data: ");
            }
        }
        text(out, "\n\n");
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
