package io.sallyport.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Cuts, flips, repeats and crosses over the inputs of a corpus, so that they are nearly good. */
final class Mutations {
    private static final byte[] TELLING =
            "\r\n\t :;,/%?\0\u007f-+0123456789aAfF_hH{}[]\"\\".getBytes(StandardCharsets.US_ASCII);

    private final List<byte[]> corpus;
    private final SplittableRandom random;

    Mutations(List<byte[]> corpus, long seed) {
        this.corpus = corpus;
        this.random = new SplittableRandom(seed);
    }

    byte[] next() {
        byte[] bytes = any().clone();
        for (int left = random.nextInt(1, 4); left > 0 && bytes.length > 0; left--) {
            bytes = changed(bytes, random.nextInt(bytes.length));
        }
        return bytes;
    }

    private byte[] any() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] changed(byte[] bytes, int at) {
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> flipped(bytes, at);
            case 2 -> joined(bytes, at, bytes, Math.min(bytes.length, at + random.nextInt(9)));
            case 3 -> crossed(bytes, at, any());
            default -> joined(bytes, at, bytes, random.nextInt(at + 1));
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        bytes[at] =
                random.nextBoolean()
                        ? TELLING[random.nextInt(TELLING.length)]
                        : (byte) random.nextInt(256);
        return bytes;
    }

    private byte[] crossed(byte[] bytes, int at, byte[] other) {
        return joined(bytes, at, other, random.nextInt(other.length + 1));
    }

    /** The beginning of one and the rest of the other: cuts out, repeats, or crosses over. */
    private static byte[] joined(byte[] head, int end, byte[] tail, int start) {
        byte[] all = Arrays.copyOf(head, end + tail.length - start);
        System.arraycopy(tail, start, all, end, tail.length - start);
        return all;
    }
}
