package io.sallyport.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes server-sent events; data with line breaks becomes several data lines. */
final class Sse {
    static final byte[] NONE = {};
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private Sse() {}

    /** Where the data begins in an event that {@link #data(byte[])} has written. */
    static final int DATA_START = DATA.length;

    /** The data of an event without a name and without line breaks. */
    static byte[] dataOf(byte[] event) {
        return Arrays.copyOfRange(event, DATA_START, event.length - END.length);
    }

    static byte[] data(byte[] data) {
        return event("", data);
    }

    /** Framed as it is spliced, when no line break is in it. */
    static byte[] data(JsonSplice splice) {
        return hasLineBreak(splice.source()) ? data(splice.bytes()) : splice.framed(DATA, END);
    }

    static byte[] comment(String text) {
        return (": " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** An event; no {@code event:} line when the name is empty. */
    static byte[] event(String name, byte[] data) {
        return hasLineBreak(data) ? severalLines(name, data) : oneLine(name, data);
    }

    static boolean hasLineBreak(byte[] data) {
        for (byte each : data) {
            if (each == '\n') {
                return true;
            }
        }
        return false;
    }

    private static byte[] oneLine(String name, byte[] data) {
        byte[] start =
                name.isEmpty()
                        ? DATA
                        : ("event: " + name + "\ndata: ").getBytes(StandardCharsets.UTF_8);
        byte[] event = Arrays.copyOf(start, start.length + data.length + 2);
        System.arraycopy(data, 0, event, start.length, data.length);
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }

    private static byte[] severalLines(String name, byte[] data) {
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
