package io.sallyport.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Cuts, flips and swaps pieces of good bytes, so that they are nearly good. */
final class Mutation {
    private static final List<String> SPLINTERS =
            List.of(
                    "null",
                    "{}",
                    "[]",
                    "-1",
                    "1e999",
                    "\"\"",
                    "\"\\ud800\"",
                    ",",
                    "}",
                    "]",
                    ":",
                    "\"index\":-7",
                    "99999999999999999999",
                    "\n\ndata: ",
                    "\u0000",
                    "[DONE]",
                    "true");

    private Mutation() {}

    static byte[] of(byte[] body, SplittableRandom random) {
        byte[] bytes = body.clone();
        int times = random.nextInt(1, 4);
        for (int i = 0; i < times && bytes.length > 1; i++) {
            int at = random.nextInt(bytes.length);
            bytes =
                    switch (random.nextInt(5)) {
                        case 0 -> Arrays.copyOf(bytes, at);
                        case 1 -> flipped(bytes, at, random);
                        case 2 -> without(bytes, at, random.nextInt(40));
                        case 3 -> with(bytes, at, SPLINTERS.get(random.nextInt(SPLINTERS.size())));
                        default -> valueReplaced(bytes, at, random);
                    };
        }
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, int at, SplittableRandom random) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        int end = Math.min(bytes.length, at + length);
        byte[] less = Arrays.copyOf(bytes, bytes.length - (end - at));
        System.arraycopy(bytes, end, less, at, bytes.length - end);
        return less;
    }

    private static byte[] with(byte[] bytes, int at, String splinter) {
        byte[] more = Samples.bytes(splinter);
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(bytes, at, all, at + more.length, bytes.length - at);
        System.arraycopy(more, 0, all, at, more.length);
        return all;
    }

    /** Puts another JSON value in the place of the one behind the next colon: stays JSON mostly. */
    private static byte[] valueReplaced(byte[] bytes, int from, SplittableRandom random) {
        int colon = from;
        while (colon < bytes.length && bytes[colon] != ':') {
            colon++;
        }
        int end = colon + 1;
        while (end < bytes.length && ",}]\n".indexOf(bytes[end]) < 0) {
            end++;
        }
        if (end >= bytes.length) {
            return bytes;
        }
        String value = SPLINTERS.get(random.nextInt(6));
        return with(without(bytes, colon + 1, end - colon - 1), colon + 1, value);
    }
}
