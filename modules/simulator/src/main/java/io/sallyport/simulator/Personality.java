package io.sallyport.simulator;

import java.time.Duration;

/**
 * How one simulated model behaves.
 *
 * @param model the name under which it is asked for
 * @param timeToFirstToken how long it thinks before the first token
 * @param timePerToken how long each further token takes
 * @param failureRate share of requests, 0 to 1, that it answers with status 500
 * @param answerTokens how many tokens its answers have, unless the request decides that
 * @param seed decides the words of its answers and which requests fail
 */
public record Personality(
        String model,
        Duration timeToFirstToken,
        Duration timePerToken,
        double failureRate,
        int answerTokens,
        long seed) {

    /** Refuses negative times, a failure rate outside 0 to 1 and answers without a token. */
    public Personality {
        if (timeToFirstToken.isNegative() || timePerToken.isNegative()) {
            throw new IllegalArgumentException("times of " + model + " must not be negative");
        }
        if (!(failureRate >= 0 && failureRate <= 1)) {
            throw new IllegalArgumentException("failure rate of " + model + " must be 0 to 1");
        }
        if (answerTokens < 1) {
            throw new IllegalArgumentException("answers of " + model + " need 1 token or more");
        }
    }
}
