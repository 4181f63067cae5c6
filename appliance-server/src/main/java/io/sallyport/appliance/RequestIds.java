package io.sallyport.appliance;

import io.sallyport.exchange.RequestId;
import java.security.SecureRandom;

/**
 * The ids of the requests of one connection: {@code req_}, 18 random characters, and 8 that count.
 * The random ones are drawn once, because every draw waits for a lock that all connections share.
 */
final class RequestIds {
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int RANDOM_CHARACTERS = 18;
    private static final int COUNTING_CHARACTERS = 8;
    private static final int BITS = 5;

    private final String connection;
    private long count;

    RequestIds(SecureRandom random) {
        byte[] drawn = new byte[RANDOM_CHARACTERS];
        random.nextBytes(drawn);
        StringBuilder text = new StringBuilder("req_");
        for (byte each : drawn) {
            text.append(ALPHABET[each & 31]);
        }
        connection = text.toString();
    }

    RequestId next() {
        StringBuilder id = new StringBuilder(connection);
        long number = count++;
        for (int i = COUNTING_CHARACTERS - 1; i >= 0; i--) {
            id.append(ALPHABET[(int) (number >> (i * BITS)) & 31]);
        }
        return new RequestId(id.toString());
    }
}
