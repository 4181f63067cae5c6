package io.sallyport.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body in chunks, read in the plainest way from bytes that are all there (RFC 9112 section 7.1).
 *
 * @param body up to the first fault
 * @param places where in the input each byte of the body stands
 * @param whole whether there was no fault and an end
 * @param end behind the last line break; means nothing where it is not whole
 */
@SuppressWarnings("ArrayRecordComponent") // a pair of values of a test, never compared
record NaiveChunks(byte[] body, List<Integer> places, boolean whole, int end) {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]";
    private static final Pattern SIZE =
            Pattern.compile(
                    "([0-9A-Fa-f]{1,8})(;" + TOKEN + "(?:" + TOKEN + "|[=;](?=" + TOKEN + "))*+)?");
    private static final Pattern TRAILER = Pattern.compile(TOKEN + "++:[\\t -~\\x80-\\xff]*+");
    private static final int EXTENSIONS = 1024;

    static NaiveChunks of(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<Integer> places = new ArrayList<>();
        int at = 0;
        int extensions = 0;
        while (true) {
            int line = text.indexOf("\r\n", at);
            Matcher size = SIZE.matcher(line < 0 ? "" : text.substring(at, line));
            if (!size.matches()) {
                return new NaiveChunks(body.toByteArray(), places, false, at);
            }
            extensions += size.group(2) == null ? 0 : size.group(2).length() - 1;
            long length = Long.parseLong(size.group(1), 16);
            if (extensions > EXTENSIONS) {
                return new NaiveChunks(body.toByteArray(), places, false, at);
            }
            at = line + 2;
            if (length == 0) {
                int end = trailers(text, at);
                return new NaiveChunks(body.toByteArray(), places, end >= 0, end);
            }
            for (int i = 0; i < length && at < input.length; i++) {
                body.write(input[at]);
                places.add(at++);
            }
            if (!text.startsWith("\r\n", at)) {
                return new NaiveChunks(body.toByteArray(), places, false, at);
            }
            at += 2;
        }
    }

    /** Behind the empty line; -1 where there is none, or something that is no field before it. */
    private static int trailers(String text, int from) {
        int at = from;
        int line = text.indexOf("\r\n", at);
        while (line > at) {
            if (!TRAILER.matcher(text.substring(at, line)).matches()) {
                return -1;
            }
            at = line + 2;
            line = text.indexOf("\r\n", at);
        }
        return line < 0 ? -1 : line + 2;
    }

    /** How many bytes of the body stand in this many bytes of the input. */
    int within(int came) {
        int count = 0;
        while (count < places.size() && places.get(count) < came) {
            count++;
        }
        return count;
    }
}
