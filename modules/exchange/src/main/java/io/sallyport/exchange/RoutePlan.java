package io.sallyport.exchange;

import java.util.List;

/**
 * Where a request may go: candidates in the order in which they are tried, and why.
 *
 * @param candidates at least one, best first
 * @param strategy by what they were ordered
 * @param reason one line for people and the {@code x-sallyport-reason} header, printable ASCII
 * @param verdicts one for each deployment that was looked at, taken or not
 */
public record RoutePlan(
        List<Candidate> candidates, Strategy strategy, String reason, List<Verdict> verdicts) {

    /** Copies the lists; refuses an empty plan. */
    public RoutePlan {
        candidates = List.copyOf(candidates);
        verdicts = List.copyOf(verdicts);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("a plan without a candidate");
        }
    }

    /** Why a deployment was taken or left out, in one line. */
    public record Verdict(DeploymentId deployment, boolean taken, String reason) {}
}
