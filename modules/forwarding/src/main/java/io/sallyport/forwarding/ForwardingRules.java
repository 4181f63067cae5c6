package io.sallyport.forwarding;

import java.time.Duration;

/**
 * How the forwarder behaves.
 *
 * @param breakerFailures failures in a row that open a deployment's circuit (≥ 1)
 * @param breakerCooldown how long it stays open the first time; doubles up to ten times of it
 * @param maxAttempts attempts of one exchange, all candidates together (≥ 1)
 * @param maxAnswerBytes the largest whole answer
 * @param maxSseLineBytes the longest line of a stream, and the most that may come before its first
 *     content
 * @param keepAliveEvery how often a waiting caller of a stream is told that we are still there
 * @param maxRetryAfterWait the longest wait for an only candidate that said Retry-After
 */
public record ForwardingRules(
        int breakerFailures,
        Duration breakerCooldown,
        int maxAttempts,
        int maxAnswerBytes,
        int maxSseLineBytes,
        Duration keepAliveEvery,
        Duration maxRetryAfterWait) {

    /** 5 failures, 15 s, 4 attempts, 32 MiB, 1 MiB, 15 s, 2 s. */
    public static final ForwardingRules DEFAULTS =
            new ForwardingRules(
                    5,
                    Duration.ofSeconds(15),
                    4,
                    32 << 20,
                    1 << 20,
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(2));

    /** Refuses counts below 1. */
    public ForwardingRules {
        if (breakerFailures < 1 || maxAttempts < 1 || maxAnswerBytes < 1 || maxSseLineBytes < 1) {
            throw new IllegalArgumentException("a forwarding rule is below 1");
        }
    }
}
