package io.sallyport.appliance;

import io.sallyport.exchange.RequestId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;

/**
 * The ids of the requests of one connection: {@code req_}, ten characters of the time, twelve
 * random ones (60 bits) and four that count, in an alphabet whose order is that of its codes.
 * Because ids ascend in time, the traces of one batch stand side by side in the index of the
 * database instead of touching all of it. The random ones are drawn once for a connection, because
 * every draw waits for a lock that all connections share. Confined to one thread.
 */
final class RequestIds {
    private static final byte[] ALPHABET =
            "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.ISO_8859_1);
    private static final String BRAND = "req_";
    private static final int BITS = 5;
    private static final int TIME = 10;
    private static final int RANDOM = 12;
    private static final int COUNT = 4;
    private static final int TIME_AT = BRAND.length();
    private static final int RANDOM_AT = TIME_AT + TIME;
    private static final int COUNT_AT = RANDOM_AT + RANDOM;
    private static final int LENGTH = COUNT_AT + COUNT;

    private final Clock clock;
    private final byte[] id = Arrays.copyOf(BRAND.getBytes(StandardCharsets.ISO_8859_1), LENGTH);
    private long count;

    RequestIds(SecureRandom random, Clock clock) {
        this.clock = clock;
        write(random.nextLong(), RANDOM_AT, RANDOM);
    }

    RequestId next() {
        write(clock.millis(), TIME_AT, TIME);
        write(count++, COUNT_AT, COUNT);
        return new RequestId(new String(id, StandardCharsets.ISO_8859_1));
    }

    /** The lowest bits, the highest of them first. */
    private void write(long bits, int at, int characters) {
        long rest = bits;
        for (int i = at + characters - 1; i >= at; i--) {
            id[i] = ALPHABET[(int) rest & (ALPHABET.length - 1)];
            rest >>>= BITS;
        }
    }
}
