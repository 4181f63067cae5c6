package io.sallyport.dialect;

import io.sallyport.fuzz.Pieces;
import io.sallyport.fuzz.Promise;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A stream of events in pieces, against {@link NaiveSse}: the same events; and the reader says that
 * it has a whole one exactly when it gives one without reading more.
 */
public final class SseFuzz {
    private static final int LIMIT = 1 << 20;
    private static final int SMALL = 64;

    private SseFuzz() {}

    /** The target. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        List<NaiveSse> expected = NaiveSse.of(input);
        Pieces peer = new Pieces(input);
        SseReader reader = new SseReader(peer, LIMIT);
        for (NaiveSse each : expected) {
            int came = peer.came();
            boolean whole = each.end() <= came;
            Promise.same(whole, reader.hasWhole(), "whole with " + came + " bytes");
            SseEvent event = reader.next().orElseThrow();
            Promise.same(each.text(), text(event), "event");
            Promise.holds(!whole || peer.came() == came, "no more is read for a whole event");
        }
        Promise.holds(!reader.hasWhole(), "no further event is whole");
        Promise.holds(reader.next().isEmpty(), "no further event");
        Promise.inProportion(input, bytes -> all(new ByteArrayInputStream(bytes), LIMIT));
        Promise.same(
                all(new ByteArrayInputStream(input), SMALL),
                all(new Pieces(input), SMALL),
                "with a limit");
    }

    private static List<String> all(ByteArrayInputStream in, int limit) throws IOException {
        List<String> events = new ArrayList<>();
        SseReader reader = new SseReader(in, limit);
        try {
            Optional<SseEvent> next = reader.next();
            while (next.isPresent()) {
                Promise.holds(next.get().data().length <= limit, "data within the limit");
                events.add(text(next.get()));
                next = reader.next();
            }
        } catch (LimitPassed passed) {
            events.add("limit");
        }
        return events;
    }

    private static String text(SseEvent event) {
        return event.name() + "=" + new String(event.data(), StandardCharsets.ISO_8859_1);
    }

    /**
     * An event as the standard reads it from bytes that are all there.
     *
     * @param text name and data
     * @param end how many bytes must have come for it to be whole
     */
    record NaiveSse(String text, int end) {

        static List<NaiveSse> of(byte[] input) {
            String all = new String(input, StandardCharsets.ISO_8859_1);
            List<NaiveSse> events = new ArrayList<>();
            int at = all.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
            String name = "";
            StringBuilder data = new StringBuilder();
            int end = end(all, at);
            while (end < all.length()) {
                String line = all.substring(at, end);
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        data.setLength(data.length() - 1);
                        String type = name.isEmpty() ? "message" : name;
                        events.add(new NaiveSse(type + "=" + data, end + 1));
                    }
                    name = "";
                    data.setLength(0);
                } else if (field(line).equals("data")) {
                    data.append(value(line)).append('\n');
                } else if (field(line).equals("event")) {
                    byte[] bytes = value(line).getBytes(StandardCharsets.ISO_8859_1);
                    name = new String(bytes, StandardCharsets.UTF_8);
                }
                at = all.startsWith("\r\n", end) ? end + 2 : end + 1;
                end = end(all, at);
            }
            return events;
        }

        private static int end(String all, int from) {
            int end = from;
            while (end < all.length() && all.charAt(end) != '\n' && all.charAt(end) != '\r') {
                end++;
            }
            return end;
        }

        private static String field(String line) {
            return Arrays.asList(line.split(":", 2)).getFirst();
        }

        private static String value(String line) {
            int colon = line.indexOf(':');
            String value = colon < 0 ? "" : line.substring(colon + 1);
            return value.startsWith(" ") ? value.substring(1) : value;
        }
    }
}
