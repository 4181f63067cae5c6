package io.sallyport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Mutated messages end in a {@link WireFault} or are read, whole or in pieces with the same result;
 * nothing else escapes and nothing hangs. The seed is fixed; {@code SALLYPORT_FUZZ_ROUNDS} makes it
 * a campaign.
 */
@Timeout(600)
class WireFuzzTest {
    private static final int ROUNDS =
            Integer.parseInt(System.getenv().getOrDefault("SALLYPORT_FUZZ_ROUNDS", "100000"));

    @Test
    void aMutatedRequestIsRefusedOrReadWhateverThePieces() throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(20261124);
        List<byte[]> seeds = bytes("good-requests.txt", "hostile-requests.txt");
        int taken = 0;
        // When
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutated = mutated(seeds, random);
            String whole = Transcript.requests(Transcript.whole(mutated));
            InputStream pieces = Transcript.split(mutated, random, 1 + random.nextInt(40));
            if (!Transcript.requests(pieces).equals(whole)) {
                throw new AssertionError("pieces are read otherwise: " + Arrays.toString(mutated));
            }
            taken += whole.contains("]") ? 1 : 0;
        }
        // Then: the mutations are neither all harmless nor all deadly
        assertThat(taken).isBetween(ROUNDS / 50, ROUNDS / 2);
    }

    @Test
    void aMutatedResponseIsRefusedOrRead() throws IOException {
        // Given
        SplittableRandom random = new SplittableRandom(20261125);
        List<byte[]> seeds = bytes("good-responses.txt", "hostile-responses.txt");
        int taken = 0;
        // When
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutated = mutated(seeds, random);
            String whole = Transcript.response("POST", Transcript.whole(mutated));
            taken += whole.endsWith("]+") || whole.endsWith("]-") ? 1 : 0;
        }
        // Then
        assertThat(taken).isBetween(ROUNDS / 50, ROUNDS / 2);
    }

    private static List<byte[]> bytes(String... files) {
        List<byte[]> all = new ArrayList<>();
        for (String file : files) {
            Corpus.of(file).forEach(each -> all.add(each.bytes()));
        }
        all.removeIf(each -> each.length == 0);
        return all;
    }

    private static byte[] mutated(List<byte[]> seeds, SplittableRandom random) {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        int times = random.nextInt(1, 4);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            byte[] other = seeds.get(random.nextInt(seeds.size()));
            bytes =
                    switch (random.nextInt(5)) {
                        case 0 -> Arrays.copyOf(bytes, at);
                        case 1 -> flipped(bytes, at, random);
                        case 2 ->
                                joined(
                                        bytes,
                                        at,
                                        bytes,
                                        Math.min(bytes.length, at + random.nextInt(9)));
                        case 3 -> joined(bytes, at, other, random.nextInt(other.length));
                        default -> joined(bytes, at, bytes, random.nextInt(at + 1));
                    };
        }
        return bytes;
    }

    private static byte[] flipped(byte[] bytes, int at, SplittableRandom random) {
        String telling = "\r\n\t :;,/%?\0\u007f-+0123456789aAfF_hH";
        bytes[at] =
                random.nextBoolean()
                        ? (byte) telling.charAt(random.nextInt(telling.length()))
                        : (byte) random.nextInt(256);
        return bytes;
    }

    /** The beginning of one and the rest of the other: cuts out, repeats, or crosses over. */
    private static byte[] joined(byte[] head, int end, byte[] tail, int start) {
        byte[] all = Arrays.copyOf(head, end + tail.length - start);
        System.arraycopy(tail, start, all, end, tail.length - start);
        return all;
    }
}
