package io.sallyport.bench;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a campaign showed.
 *
 * @param machine where
 * @param results row by row
 */
record FaultReport(String machine, List<FaultResult> results) {
    FaultReport {
        results = List.copyOf(results);
    }

    boolean proved() {
        return results.stream().allMatch(FaultResult::held);
    }

    String text() {
        StringBuilder text = new StringBuilder(machine).append("\n\n");
        for (FaultResult result : results) {
            row(text, result);
        }
        long trials = results.stream().mapToLong(result -> result.row().trials()).sum();
        return text.append(
                        "%n%d faults, %d trials: %s%n"
                                .formatted(
                                        results.size(), trials, proved() ? "proved" : "NOT proved"))
                .toString();
    }

    private static void row(StringBuilder text, FaultResult result) {
        FaultRow row = result.row();
        Held after = result.after();
        text.append(
                "%-4s %-42s %5d trials  expected: %s%n"
                        .formatted(
                                result.held() ? "ok" : "FAIL",
                                row.fault(),
                                row.trials(),
                                row.expected()));
        text.append(
                "     seen: %s; left behind: %d threads, %d permits, %d connections, %d bytes%s%n"
                        .formatted(
                                counts(result.findings()),
                                result.leakedThreads(),
                                after.requests() + after.permits(),
                                after.upstream(),
                                after.bytes(),
                                amplification(result)));
        result.findings()
                .remarks()
                .forEach(remark -> text.append("     ").append(remark).append('\n'));
        result.problems()
                .forEach(problem -> text.append("     PROBLEM: ").append(problem).append('\n'));
    }

    private static String counts(Findings findings) {
        return findings.seen().entrySet().stream()
                .map(each -> each.getValue() + " × " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String amplification(FaultResult result) {
        return result.findings().amplification().isPresent()
                ? "; amplification %.2f".formatted(result.findings().amplification().getAsDouble())
                : "";
    }

    String json() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("machine", machine).put("proved", proved());
        ArrayNode rows = root.putArray("rows");
        for (FaultResult result : results) {
            ObjectNode row = rows.addObject();
            row.put("fault", result.row().fault())
                    .put("expected", result.row().expected())
                    .put("trials", result.row().trials())
                    .put("held", result.held())
                    .put("leaked_threads", result.leakedThreads())
                    .put("leaked_permits", result.after().requests() + result.after().permits())
                    .put("leaked_connections", result.after().upstream())
                    .put("leaked_bytes", result.after().bytes());
            result.findings().amplification().ifPresent(times -> row.put("amplification", times));
            ObjectNode seen = row.putObject("seen");
            result.findings().seen().forEach(seen::put);
            result.findings().remarks().forEach(row.putArray("remarks")::add);
            result.problems().forEach(row.putArray("problems")::add);
        }
        return root.toPrettyString();
    }
}
