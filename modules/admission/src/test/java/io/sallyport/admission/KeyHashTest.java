package io.sallyport.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.secret.Secret;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyHashTest {

    /** Test case 2 of RFC 4231. */
    @Test
    void itIsTheWellKnownHmac() {
        // Given
        KeyHash hash = new KeyHash(Secret.of("Jefe"));
        // When
        byte[] first = hash.of("what do ya want for nothing?");
        byte[] second = hash.of("what do ya want for nothing?");
        // Then
        assertThat(HexFormat.of().formatHex(first))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(second).isEqualTo(first);
    }

    @Test
    void manyAtOnceEachGetTheirOwn() throws Exception {
        // Given
        KeyHash hash = new KeyHash(Secret.of("pepper"));
        List<byte[]> alone =
                IntStream.range(0, 16)
                        .mapToObj(i -> new KeyHash(Secret.of("pepper")).of("key" + i))
                        .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            // When
            List<Future<Boolean>> same =
                    IntStream.range(0, 16)
                            .mapToObj(i -> threads.submit(() -> isAlways(hash, i, alone.get(i))))
                            .toList();
            // Then
            for (Future<Boolean> each : same) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    private static boolean isAlways(KeyHash hash, int number, byte[] expected) {
        return IntStream.range(0, 2_000)
                .allMatch(any -> Arrays.equals(hash.of("key" + number), expected));
    }
}
