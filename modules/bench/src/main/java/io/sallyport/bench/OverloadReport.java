package io.sallyport.bench;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an overload showed.
 *
 * @param machine where
 * @param remark what a reader of the figures must know
 * @param rows one for each rate, in their order
 */
record OverloadReport(String machine, String remark, List<OverloadRow> rows) {
    /** A share of refusals that is none: a probe of ours may see a busy moment of the machine. */
    private static final double HARDLY_ANY = 0.01;

    OverloadReport {
        rows = List.copyOf(rows);
    }

    /** Nothing lost at any rate, something shed where it was too much, and hardly anything last. */
    boolean proved() {
        OverloadRow last = rows.getLast();
        return rows.stream().allMatch(OverloadRow::nothingLost)
                && rows.stream().anyMatch(row -> row.factor() >= 2 && row.shed() > 0)
                && last.shed() <= HARDLY_ANY * (last.shed() + last.answered());
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(machine).append('\n').append(remark).append("\n\n");
        text.append(
                "   rate   to start/s  answered/s      shed    lost   p50 ms   p99 ms   core\n");
        for (OverloadRow row : rows) {
            text.append(
                    "%5.1f ×  %11.0f %11.0f %9d %7d %8.1f %8.1f %6.2f%n"
                            .formatted(
                                    row.factor(),
                                    row.rate(),
                                    row.perSecond(),
                                    row.shed(),
                                    row.failed() + row.unfinished(),
                                    row.p50Millis(),
                                    row.p99Millis(),
                                    row.cores()));
        }
        return text.append(proved() ? "\nproved\n" : "\nNOT proved\n").toString();
    }

    String json() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("machine", machine).put("remark", remark).put("proved", proved());
        ArrayNode all = root.putArray("rows");
        for (OverloadRow row : rows) {
            all.addObject()
                    .put("factor", row.factor())
                    .put("to_start_per_second", row.rate())
                    .put("answered_per_second", row.perSecond())
                    .put("answered", row.answered())
                    .put("shed", row.shed())
                    .put("failed", row.failed())
                    .put("unfinished", row.unfinished())
                    .put("p50_ms", row.p50Millis())
                    .put("p99_ms", row.p99Millis())
                    .put("cores", row.cores());
        }
        return root.toPrettyString();
    }
}
