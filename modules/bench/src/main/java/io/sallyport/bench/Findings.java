package io.sallyport.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What one row of a campaign saw. Thread-safe. */
final class Findings {
    private final Map<String, Integer> seen = new TreeMap<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private OptionalDouble amplification = OptionalDouble.empty();

    /** One trial ended so. */
    synchronized void saw(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    /** One trial ended so, which is a problem unless it is as it should be. */
    synchronized void saw(String what, boolean asExpected) {
        saw(what);
        if (!asExpected) {
            problem("a trial ended with " + what);
        }
    }

    /** Worth telling, and no more. */
    synchronized void remark(String remark) {
        remarks.add(remark);
    }

    /** Not as it should be; the row has failed. Said once, however often it is found. */
    synchronized void problem(String problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** How many requests came to the upstream for each of a caller's. */
    synchronized void amplified(double times) {
        amplification = OptionalDouble.of(times);
    }

    synchronized Map<String, Integer> seen() {
        return new TreeMap<>(seen);
    }

    synchronized List<String> remarks() {
        return List.copyOf(remarks);
    }

    synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    synchronized OptionalDouble amplification() {
        return amplification;
    }
}
