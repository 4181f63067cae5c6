package io.sallyport.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fault table, row by row, each on an appliance as it is shipped; behind each row it is looked
 * whether everything was given back.
 *
 * <pre>
 *   breakers as shipped ─▶ breakers that do not open ─▶ a small heap ─▶ kills
 * </pre>
 */
final class FaultCampaign {
    /** So that every trial reaches the fault, and not an open circuit. */
    private static final int NEVER_OPENS = 1_000;

    private static final int AS_SHIPPED = 5;
    private static final Map<String, String> SMALL_HEAP = Map.of("JAVA_TOOL_OPTIONS", "-Xmx128m");

    private final FaultPlan plan;
    private final List<String> launcher;
    private final WorkingDirectory directory;
    private final PrintWriter err;
    private final List<FaultResult> results = new ArrayList<>();

    FaultCampaign(
            FaultPlan plan, List<String> launcher, WorkingDirectory directory, PrintWriter err) {
        this.plan = plan;
        this.launcher = List.copyOf(launcher);
        this.directory = directory;
        this.err = err;
    }

    FaultReport run() throws IOException, InterruptedException {
        String machine = Machine.described();
        List<FaultRow> reaching = new ArrayList<>(UpstreamRows.all(plan));
        reaching.addAll(CallerRows.all(plan));
        on("breakers", AS_SHIPPED, Map.of(), UpstreamRows.withBreakers(plan));
        on("faults", NEVER_OPENS, Map.of(), reaching);
        on("small-heap", NEVER_OPENS, SMALL_HEAP, List.of(MachineRows.heapPressure(plan)));
        on("kills", AS_SHIPPED, Map.of(), List.of(MachineRows.kills(plan)));
        return new FaultReport(machine, results);
    }

    private void on(
            String name, int breakerFailures, Map<String, String> environment, List<FaultRow> rows)
            throws IOException, InterruptedException {
        try (FaultyUpstream upstream = FaultyUpstream.start();
                ProvedAppliance appliance =
                        ProvedAppliance.start(
                                directory.own(name),
                                SiteConfiguration.of(
                                        upstream.port(), FreePort.find(), breakerFailures),
                                launcher,
                                environment)) {
            Site site = new Site(appliance, upstream);
            warmUp(site);
            Held before = appliance.settled(Long.MAX_VALUE);
            for (FaultRow row : rows) {
                before = tried(site, row, before);
            }
        }
    }

    /** What is made with the first calls and stays is no leak. */
    private static void warmUp(Site site) throws IOException {
        for (boolean streamed : new boolean[] {false, true}) {
            Heard heard = site.caller().ask("good", streamed);
            if (!heard.answered()) {
                throw new BenchFailed("the appliance does not answer: " + heard);
            }
        }
    }

    private Held tried(Site site, FaultRow row, Held before)
            throws IOException, InterruptedException {
        err.println("%s: %d trials".formatted(row.fault(), row.trials()));
        err.flush();
        Findings findings = new Findings();
        row.act().run(site, row.trials(), findings);
        Held after = site.appliance().settled(before.threads());
        results.add(new FaultResult(row, findings, before, after));
        return after;
    }
}
