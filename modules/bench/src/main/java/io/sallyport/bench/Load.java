package io.sallyport.bench;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * One stretch of load on one port.
 *
 * @param port on the loopback address
 * @param requests whole ones, head and body, sent in turn
 * @param connections how many are open; each has one request at a time
 * @param perSecond the rate of the open loop; empty = closed loop, as fast as answers come
 * @param settling measured after this time only
 * @param duration how long it is measured
 */
record Load(
        int port,
        Requests requests,
        int connections,
        OptionalDouble perSecond,
        Duration settling,
        Duration duration) {
    Load {
        if (connections < 1 || duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a load needs a connection and a duration");
        }
    }
}
