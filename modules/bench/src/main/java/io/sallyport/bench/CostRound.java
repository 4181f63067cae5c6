package io.sallyport.bench;

/**
 * What a request cost in one round: with few, with many, and with few again, so that what else the
 * machine did shows.
 *
 * @param few CPU microseconds of the gateway for one request
 * @param many the same with many
 * @param again the same as the first
 */
record CostRound(double few, double many, double again) {

    double ratio() {
        return 2 * many / (few + again);
    }

    /** How much the same thing differed from itself, as a ratio of 1 or more. */
    double noise() {
        return Math.max(few, again) / Math.min(few, again);
    }
}
