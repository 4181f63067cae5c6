package io.sallyport.bench;

/**
 * What became of the requests at one rate.
 *
 * @param factor the rate, as a multiple of what the gateway can do
 * @param rate requests that were to start in a second
 * @param answered requests that were let in and answered
 * @param shed requests that were refused with a 503
 * @param failed requests that got something else, or a broken connection
 * @param unfinished requests without an end
 * @param perSecond answered in a second
 * @param p50Millis of the answered, from the intended start
 * @param p99Millis of the answered, from the intended start
 * @param cores how much of a core the gateway used
 */
record OverloadRow(
        double factor,
        double rate,
        long answered,
        long shed,
        long failed,
        long unfinished,
        double perSecond,
        double p50Millis,
        double p99Millis,
        double cores) {

    boolean nothingLost() {
        return failed == 0 && unfinished == 0 && answered > 0;
    }
}
