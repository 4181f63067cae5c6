package io.sallyport.forwarding;

import io.sallyport.exchange.Candidate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Whose turn it is. First every candidate of the plan in its order, because another deployment is
 * likelier to answer than one that has just failed; then, in the same order, those of them that may
 * do better after a pause. So no upstream is asked more than twice for one request: callers retry
 * too, and multiply whatever is done more here.
 */
final class Turns {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration SPREAD = Duration.ofMillis(100);

    /** Beyond what the upstream asked for, so that its circuit lets the repeat through. */
    private static final Duration MARGIN = Duration.ofMillis(10);

    private record Turn(Candidate candidate, boolean repeat, long notBefore) {}

    private final Deque<Turn> left = new ArrayDeque<>();
    private final ForwardingRules rules;
    private final RandomGenerator random;
    private Turn current;
    private int sent;

    /** The turns of these candidates; there is at least one. */
    Turns(List<Candidate> candidates, ForwardingRules rules, RandomGenerator random) {
        long now = System.nanoTime();
        candidates.forEach(candidate -> left.add(new Turn(candidate, false, now)));
        this.current = left.getFirst();
        this.rules = rules;
        this.random = random;
    }

    boolean hasNext() {
        return !left.isEmpty() && sent < rules.maxAttempts();
    }

    /**
     * The next candidate, once its time has come; looks after the caller meanwhile, and throws
     * {@link io.sallyport.dialect.CallerGone} when it left.
     */
    Candidate next(WaitingCaller caller) {
        current = left.removeFirst();
        caller.waitUntil(current.notBefore());
        return current.candidate();
    }

    /** The current candidate is really asked; one whose circuit is open is not. */
    void sent() {
        sent++;
    }

    /** The current candidate failed: it gets a second turn if that may help. */
    void failed(AttemptFailed why) {
        if (!current.repeat() && why.worthRepeating(rules.maxRetryAfterWait())) {
            Duration wait = why.retryAfter().map(asked -> asked.plus(MARGIN)).orElse(PAUSE);
            long spread = random.nextLong(SPREAD.toNanos());
            long notBefore = System.nanoTime() + wait.toNanos() + spread;
            left.add(new Turn(current.candidate(), true, notBefore));
        }
    }
}
