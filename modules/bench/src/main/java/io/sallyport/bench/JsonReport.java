package io.sallyport.bench;

import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A run for programs: the figures of the appliance, those of its peers, and every raw row. */
final class JsonReport {
    private static final JsonMapper JSON = JsonMapper.shared();

    private JsonReport() {}

    static String of(Report report) {
        Figures figures = report.figures();
        ObjectNode root = JSON.createObjectNode();
        ratios(root.putObject("ratio_to_nginx"), figures, Contestant.SALLYPORT);
        Workload judged = Workload.CHAT_1K;
        double half = figures.halfOfMaximum(judged).orElse(Double.NaN);
        put(root, "p99_added_ms", figures.addedP99(Contestant.SALLYPORT, judged, half), 3);
        put(root, "rss_mb", figures.rssMib(Contestant.SALLYPORT), 1);
        ObjectNode contestants = root.putObject("contestants");
        for (String name : report.contestants()) {
            contestant(contestants.putObject(name), figures, name);
        }
        root.putObject("traces")
                .put("written", report.traces().written())
                .put("dropped", report.traces().dropped())
                .put("queued", report.traces().queued());
        root.put("machine", report.machine());
        ArrayNode remarks = root.putArray("remarks");
        report.remarks().forEach(remarks::add);
        ArrayNode rows = root.putArray("rows");
        figures.rows().forEach(row -> row(rows.addObject(), row));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void ratios(ObjectNode into, Figures figures, String contestant) {
        for (Workload workload : Workload.values()) {
            put(into, workload.label(), figures.ratioToNginx(contestant, workload), 4);
        }
    }

    private static void contestant(ObjectNode into, Figures figures, String name) {
        ratios(into.putObject("ratio_to_nginx"), figures, name);
        ObjectNode speed = into.putObject("per_second_per_core");
        ObjectNode cpu = into.putObject("cpu_ms_per_1000");
        ObjectNode added = into.putObject("added_ms");
        for (Workload workload : Workload.values()) {
            if (figures.perSecond(name, workload).isPresent()) {
                put(speed, workload.label(), figures.perCore(name, workload), 0);
                put(cpu, workload.label(), figures.cpuMicros(name, workload), 1);
            }
            for (double rate : figures.rates(workload)) {
                OptionalDouble p50 = figures.addedP50(name, workload, rate);
                if (p50.isPresent()) {
                    ObjectNode at =
                            added.putObject("%s at %.0f/s".formatted(workload.label(), rate));
                    put(at, "p50", p50, 3);
                    put(at, "p99", figures.addedP99(name, workload, rate), 3);
                }
            }
        }
        put(into, "rss_mb", figures.rssMib(name), 1);
        into.put("failed", figures.failed(name));
    }

    private static void row(ObjectNode into, Row row) {
        into.put("contestant", row.contestant())
                .put("workload", row.workload().label())
                .put("round", row.round())
                .put("rate", row.rate())
                .put("answered", row.answered())
                .put("failed", row.failed());
        put(into, "per_second", OptionalDouble.of(row.perSecond()), 1);
        put(into, "p50_ms", OptionalDouble.of(row.p50Millis()), 4);
        put(into, "p99_ms", OptionalDouble.of(row.p99Millis()), 4);
        put(into, "cpu_us", OptionalDouble.of(row.cpuMicros()), 2);
        put(into, "cores", OptionalDouble.of(row.cores()), 3);
        put(into, "rss_mb", OptionalDouble.of(row.rssMib()), 1);
    }

    /** Rounded to so many places; null where there is no figure. */
    private static void put(ObjectNode into, String name, OptionalDouble value, int places) {
        double scale = Math.pow(10, places);
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            into.put(name, Math.rint(value.getAsDouble() * scale) / scale);
        } else {
            into.putNull(name);
        }
    }
}
