package io.sallyport.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of one row.
 *
 * @param row what was tried
 * @param findings what was seen
 * @param before what the appliance held before it
 * @param after what it held behind it, when it had had time to give everything back
 */
record FaultResult(FaultRow row, Findings findings, Held before, Held after) {
    /** Retries of the gateway's own may be a tenth of what its callers ask. */
    private static final double MOST_AMPLIFIED = 1.1;

    long leakedThreads() {
        return Math.max(0, after.threads() - before.threads());
    }

    boolean held() {
        return problems().isEmpty();
    }

    List<String> problems() {
        List<String> all = new ArrayList<>(findings.problems());
        if (findings.amplification().orElse(0) > MOST_AMPLIFIED) {
            all.add("more than " + MOST_AMPLIFIED + " requests for each of a caller's");
        }
        if (leakedThreads() > 0 || !after.free()) {
            all.add("not given back: " + after + ", before: " + before);
        }
        return all;
    }
}
