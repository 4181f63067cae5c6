package io.sallyport.appliance;

import io.sallyport.exchange.RequestId;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Makes ids of requests: {@code req_}, ten characters of the time and sixteen random ones (80
 * bits), in an alphabet whose order is that of its codes. Because they ascend in time, the traces
 * of one batch stand side by side in the index of the database instead of touching all of it.
 */
final class RequestIds {
    private static final char[] ALPHABET = "0123456789abcdefghijklmnopqrstuv".toCharArray();
    private static final int BITS = 5;
    private static final int TIME = 10;
    private static final int HALF = 8;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    RequestIds(Clock clock) {
        this.clock = clock;
    }

    RequestId next() {
        StringBuilder id = new StringBuilder("req_");
        append(id, clock.millis(), TIME);
        append(id, random.nextLong(), HALF);
        append(id, random.nextLong(), HALF);
        return new RequestId(id.toString());
    }

    /** The lowest bits, the highest of them first. */
    private static void append(StringBuilder id, long bits, int characters) {
        for (int i = characters - 1; i >= 0; i--) {
            id.append(ALPHABET[(int) (bits >>> (i * BITS)) & (ALPHABET.length - 1)]);
        }
    }
}
