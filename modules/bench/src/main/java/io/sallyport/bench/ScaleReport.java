package io.sallyport.bench;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What few and many of everything cost.
 *
 * @param machine where
 * @param remarks what a reader of the figures must know
 * @param rows one for each figure
 */
record ScaleReport(String machine, List<String> remarks, List<ScaleRow> rows) {
    ScaleReport {
        remarks = List.copyOf(remarks);
        rows = List.copyOf(rows);
    }

    /** Nothing that could be judged does not hold. */
    boolean held() {
        return count(Verdict.NOT_HELD) == 0;
    }

    private long count(Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    private String verdict() {
        if (!held()) {
            return "NOT proved";
        }
        long open = count(Verdict.NOT_JUDGED);
        return open == 0
                ? "proved"
                : "%d not judged on this machine, the others hold".formatted(open);
    }

    String text() {
        StringBuilder text = new StringBuilder(machine).append('\n');
        remarks.forEach(remark -> text.append(remark).append('\n'));
        text.append('\n');
        for (ScaleRow row : rows) {
            text.append("%-10s  %s%n".formatted(row.verdict().words(), row.what()));
            text.append("            ").append(row.figures()).append('\n');
            row.doubts().forEach(doubt -> text.append("            ").append(doubt).append('\n'));
            row.problems()
                    .forEach(problem ->
                            text.append("            PROBLEM: ").append(problem).append('\n'));
        }
        return text.append('\n').append(verdict()).append('\n').toString();
    }

    String json() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("machine", machine).put("held", held());
        remarks.forEach(root.putArray("remarks")::add);
        ArrayNode all = root.putArray("rows");
        for (ScaleRow row : rows) {
            ObjectNode each = all.addObject().put("what", row.what());
            each.put("verdict", row.verdict().words());
            row.write(each);
            row.doubts().forEach(each.putArray("doubts")::add);
            row.problems().forEach(each.putArray("problems")::add);
        }
        return root.toPrettyString();
    }
}
