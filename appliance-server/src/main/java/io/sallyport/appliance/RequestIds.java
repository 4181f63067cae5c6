package io.sallyport.appliance;

import io.sallyport.exchange.RequestId;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * The ids of the requests of one connection: {@code req_}, ten characters of the time, twelve
 * random ones (60 bits) and four that count, in an alphabet whose order is that of its codes.
 * Because ids ascend in time, the traces of one batch stand side by side in the index of the
 * database instead of touching all of it. The random ones are drawn once for a connection, because
 * every draw waits for a lock that all connections share.
 */
final class RequestIds {
    private static final char[] ALPHABET = "0123456789abcdefghijklmnopqrstuv".toCharArray();
    private static final int BITS = 5;
    private static final int TIME = 10;
    private static final int RANDOM = 12;
    private static final int COUNT = 4;

    private final Clock clock;
    private final long connection;
    private long count;

    RequestIds(SecureRandom random, Clock clock) {
        this.clock = clock;
        this.connection = random.nextLong();
    }

    RequestId next() {
        StringBuilder id = new StringBuilder("req_");
        append(id, clock.millis(), TIME);
        append(id, connection, RANDOM);
        append(id, count++, COUNT);
        return new RequestId(id.toString());
    }

    /** The lowest bits, the highest of them first. */
    private static void append(StringBuilder id, long bits, int characters) {
        for (int i = characters - 1; i >= 0; i--) {
            id.append(ALPHABET[(int) (bits >>> (i * BITS)) & (ALPHABET.length - 1)]);
        }
    }
}
