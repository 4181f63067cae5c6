package io.sallyport.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/** A run for people. */
final class TextReport {
    private static final String SPEED = "  %-22s %-10s %9s %12s %12s %12s %6s%n";
    private static final String LATENCY = "  %-22s %-10s %9s %12s %12s%n";
    private static final double LIMITED = 0.9;

    private final StringBuilder text = new StringBuilder();
    private final Report report;
    private final Figures figures;

    private TextReport(Report report) {
        this.report = report;
        this.figures = report.figures();
    }

    static String of(Report report) {
        TextReport made = new TextReport(report);
        made.head();
        made.speeds();
        made.latencies();
        made.memory();
        return made.text.toString();
    }

    private void head() {
        line("Machine: " + report.machine());
        report.remarks().forEach(remark -> line("Note: " + remark));
    }

    private void speeds() {
        line("");
        line("At full speed, one core (medians of the rounds, ratios within each round):");
        add(
                String.format(
                        Locale.ROOT,
                        SPEED,
                        "workload",
                        "gateway",
                        "x nginx",
                        "req/s a core",
                        "CPU ms/1000",
                        "req/s seen",
                        "core"));
        boolean idle = false;
        for (Workload workload : Workload.values()) {
            for (String name : report.contestants()) {
                OptionalDouble speed = figures.perSecond(name, workload);
                if (speed.isPresent()) {
                    OptionalDouble cores = figures.cores(name, workload);
                    idle |= cores.orElse(1) < LIMITED;
                    add(
                            String.format(
                                    Locale.ROOT,
                                    SPEED,
                                    workload.label(),
                                    name,
                                    number(figures.ratioToNginx(name, workload), 3),
                                    number(figures.perCore(name, workload), 0),
                                    number(figures.cpuMicros(name, workload), 1),
                                    number(speed, 0),
                                    number(cores, 2)));
                }
            }
        }
        if (idle) {
            line(
                    "  core below 0.90: others used that core too, or the load was the limit;"
                            + " the figures of a core are from CPU time.");
        }
    }

    private void latencies() {
        line("");
        line("Latency that it adds to the upstream's, from the intended start (open loop):");
        add(
                String.format(
                        Locale.ROOT,
                        LATENCY,
                        "workload",
                        "gateway",
                        "req/s",
                        "p50 added ms",
                        "p99 added ms"));
        for (Workload workload : Workload.values()) {
            for (double rate : figures.rates(workload)) {
                for (String name : report.contestants()) {
                    OptionalDouble p50 = figures.addedP50(name, workload, rate);
                    if (p50.isPresent()) {
                        add(
                                String.format(
                                        Locale.ROOT,
                                        LATENCY,
                                        workload.label(),
                                        name,
                                        "%.0f".formatted(rate),
                                        number(p50, 3),
                                        number(figures.addedP99(name, workload, rate), 3)));
                    }
                }
            }
        }
    }

    private void memory() {
        line("");
        for (String name : report.contestants()) {
            line(
                    "%s: resident memory after %.0f requests/s %s MiB, %d failed requests"
                            .formatted(
                                    name,
                                    Plan.MEMORY_RATE,
                                    number(figures.rssMib(name), 0),
                                    figures.failed(name)));
        }
        Traces traces = report.traces();
        line(
                "traces of the appliance: %d written, %d dropped, %d queued"
                        .formatted(traces.written(), traces.dropped(), traces.queued()));
    }

    private void line(String line) {
        text.append(line).append(System.lineSeparator());
    }

    private void add(String row) {
        text.append(row);
    }

    private static String number(OptionalDouble value, int places) {
        if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
            return "-";
        }
        return new BigDecimal(value.getAsDouble())
                .setScale(places, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
