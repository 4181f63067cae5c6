package io.sallyport.forwarding;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Connections that the egress guard refused: all are counted, each reason is logged once. */
final class Refusals {
    /** Whoever answers for a name could give another address each time. */
    private static final int MOST_TOLD = 100;

    private final System.Logger log = System.getLogger(EgressGuard.class.getName());
    private final AtomicLong count = new AtomicLong();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    void add(EgressRefused refused) {
        count.incrementAndGet();
        String reason = refused.reason();
        if (told.size() < MOST_TOLD && told.add(reason)) {
            log.log(System.Logger.Level.WARNING, "no connection to " + reason);
        }
    }

    long count() {
        return count.get();
    }
}
