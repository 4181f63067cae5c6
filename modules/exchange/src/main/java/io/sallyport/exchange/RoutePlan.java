package io.sallyport.exchange;

import java.util.List;

/**
 * Where a request may go: candidates in the order in which they are tried, and why.
 *
 * @param candidates at least one, best first
 * @param strategy by what they were ordered
 * @param reason one line for people and the {@code x-sallyport-reason} header, printable ASCII
 */
public record RoutePlan(List<Candidate> candidates, Strategy strategy, String reason) {

    /** Copies the list; refuses an empty plan. */
    public RoutePlan {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("a plan without a candidate");
        }
    }
}
