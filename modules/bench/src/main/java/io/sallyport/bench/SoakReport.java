package io.sallyport.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a soak showed. Memory is judged by thirds of the time, because a single sample says little:
 * in the first the heap and the compiled code still grow to their size; what grows between the
 * second and the last goes on growing.
 *
 * @param machine where
 * @param perSecond calls that were to start in a second
 * @param seen how calls ended
 * @param problems healthy calls that were not answered, and what was not given back
 * @param samples of memory
 */
record SoakReport(
        String machine,
        double perSecond,
        Map<String, Integer> seen,
        List<String> problems,
        List<MemorySample> samples) {
    private static final double MOST_GROWTH = 1.1;
    private static final double UNDER_MEASURE_MIB = 8;

    SoakReport {
        seen = Map.copyOf(seen);
        problems = List.copyOf(problems);
        samples = List.copyOf(samples);
    }

    boolean proved() {
        return allProblems().isEmpty();
    }

    private List<String> allProblems() {
        List<String> all = new ArrayList<>(problems);
        grown("the heap", MemorySample::heapMiB, all);
        grown("the resident memory", MemorySample::residentMiB, all);
        return all;
    }

    private void grown(String what, ToDoubleFunction<MemorySample> value, List<String> all) {
        double second = third(1, value);
        double last = third(2, value);
        if (last > second * MOST_GROWTH + UNDER_MEASURE_MIB) {
            all.add("%s grew from %.1f to %.1f MiB".formatted(what, second, last));
        }
    }

    private double third(int number, ToDoubleFunction<MemorySample> value) {
        int size = samples.size();
        return samples.subList(size * number / 3, size * (number + 1) / 3).stream()
                .mapToDouble(value)
                .average()
                .orElse(Double.NaN);
    }

    String text() {
        StringBuilder text =
                new StringBuilder(machine).append("\n\n   second  heap MiB  RSS MiB\n");
        for (MemorySample sample : samples) {
            text.append(
                    "%9d %9.1f %8.1f%n"
                            .formatted(sample.seconds(), sample.heapMiB(), sample.residentMiB()));
        }
        text.append("%n%.0f calls to start in a second; %s%n".formatted(perSecond, seen));
        text.append(
                "heap: %.1f MiB in the second third, %.1f in the last; resident: %.1f, %.1f%n"
                        .formatted(
                                third(1, MemorySample::heapMiB),
                                third(2, MemorySample::heapMiB),
                                third(1, MemorySample::residentMiB),
                                third(2, MemorySample::residentMiB)));
        allProblems().forEach(problem -> text.append("PROBLEM: ").append(problem).append('\n'));
        return text.append(proved() ? "proved\n" : "NOT proved\n").toString();
    }

    String json() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("machine", machine).put("proved", proved()).put("to_start_per_second", perSecond);
        ObjectNode counts = root.putObject("seen");
        seen.forEach(counts::put);
        allProblems().forEach(root.putArray("problems")::add);
        ArrayNode all = root.putArray("samples");
        for (MemorySample sample : samples) {
            all.addObject()
                    .put("seconds", sample.seconds())
                    .put("heap_mib", sample.heapMiB())
                    .put("rss_mib", sample.residentMiB());
        }
        return root.toPrettyString();
    }
}
