package io.sallyport.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes server-sent events. */
final class SseText {
    private SseText() {}

    /** An event without a name, as OpenAI Chat writes them. */
    static byte[] data(byte[] data) {
        return written("", data);
    }

    /** An event with a name, as Anthropic writes them. */
    static byte[] event(String name, byte[] data) {
        return written("event: " + name + "\n", data);
    }

    static byte[] comment(String text) {
        return (": " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] written(String before, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 32);
        out.writeBytes((before + "data: ").getBytes(StandardCharsets.UTF_8));
        for (byte one : data) {
            out.write(one);
            if (one == '\n') {
                out.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
            }
        }
        out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
