package io.sallyport.dialect;

import io.sallyport.exchange.content.StreamEvent;
import java.util.Arrays;
import java.util.List;

/**
 * What the events of one stream have in common that say a piece of text and nothing else. A server
 * writes them alike but for the text, so when all of one was looked at, another that has the same
 * bytes before its text and behind it means the same, and only its text needs a look.
 *
 * <pre>
 *   {"id":"x","choices":[{"index":0,"delta":{"content":"  Hello  "}}]}
 *   └────────────────── before ───────────────────────┘ text └ after ┘
 * </pre>
 *
 * Immutable.
 */
final class TextTemplate {
    private final byte[] before;
    private final byte[] after;

    private TextTemplate(byte[] before, byte[] after) {
        this.before = before;
        this.after = after;
    }

    /** The template of these bytes, whose text stands from and to here, without its quotes. */
    static TextTemplate of(byte[] event, int textStart, int textEnd) {
        return new TextTemplate(
                Arrays.copyOf(event, textStart), Arrays.copyOfRange(event, textEnd, event.length));
    }

    /** Where the text begins in every event that is alike. */
    int start() {
        return before.length;
    }

    /** Where the text ends in an event that {@link #fits}. */
    int end(byte[] event) {
        return event.length - after.length;
    }

    /** Whether this event is alike, and its text is the inside of a JSON string. */
    boolean fits(byte[] event) {
        int end = end(event);
        return end >= before.length
                && Arrays.equals(event, 0, before.length, before, 0, before.length)
                && Arrays.equals(event, end, event.length, after, 0, after.length)
                && isText(event, end);
    }

    /** An escape or a byte that is none is left to who names the fault. */
    private boolean isText(byte[] event, int end) {
        try {
            return JsonText.closing(event, before.length, event.length, false) == end;
        } catch (JsonFault fault) {
            return false;
        }
    }

    /** What an event means that {@link #fits}. */
    List<StreamEvent> meaning(byte[] event) {
        int end = end(event);
        return end == before.length
                ? List.of()
                : List.of(new StreamEvent.TextDelta(JsonText.read(event, before.length, end)));
    }

    /** An event of this template with this text of another event. */
    byte[] with(byte[] other, int textStart, int textEnd) {
        int length = textEnd - textStart;
        byte[] event = Arrays.copyOf(before, before.length + length + after.length);
        System.arraycopy(other, textStart, event, before.length, length);
        System.arraycopy(after, 0, event, before.length + length, after.length);
        return event;
    }
}
