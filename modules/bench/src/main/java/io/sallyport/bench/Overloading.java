package io.sallyport.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Finds out what the appliance can do and puts multiples of that on it. */
final class Overloading {
    /** At full speed with few callers, so that nothing is refused while it is found out. */
    private static final int FINDERS = 16;

    private final Loop loop;
    private final OverloadPlan plan;
    private final Contestant appliance;
    private final PrintWriter err;

    private Overloading(Loop loop, OverloadPlan plan, Contestant appliance, PrintWriter err) {
        this.loop = loop;
        this.plan = plan;
        this.appliance = appliance;
        this.err = err;
    }

    /** The whole run, with an appliance of its own. */
    static OverloadReport run(
            WorkingDirectory directory,
            Loop loop,
            OverloadPlan plan,
            List<String> launcher,
            PrintWriter err)
            throws IOException, InterruptedException {
        String machine = Machine.described();
        Pinning pinning = Pinning.ofThisMachine(Programs.ofThisMachine());
        pinning.ourselves();
        try (Contestant appliance =
                ApplianceProcess.start(
                                directory.own("appliance"), loop.upstreamPort(), launcher, pinning)
                        .contestant()) {
            return new OverloadReport(
                    machine, pinning.remark(), new Overloading(loop, plan, appliance, err).rows());
        }
    }

    private List<OverloadRow> rows() throws IOException {
        tell("warming up");
        load(FINDERS, OptionalDouble.empty(), Duration.ZERO, plan.warmUp());
        tell("finding out what it can do");
        double most =
                load(FINDERS, OptionalDouble.empty(), Duration.ofSeconds(1), plan.finding())
                        .perSecond();
        List<OverloadRow> rows = new ArrayList<>();
        for (double factor : plan.factors()) {
            double rate = factor * most;
            tell("%.1f × as much: %.0f/s".formatted(factor, rate));
            rows.add(row(factor, rate));
        }
        return rows;
    }

    private OverloadRow row(double factor, double rate) throws IOException {
        Optional<ProcessTree> tree = appliance.process().map(RunningProcess::tree);
        double before = tree.isPresent() ? tree.get().cpuSeconds() : 0;
        long start = System.nanoTime();
        Tally tally =
                load(plan.connections(), OptionalDouble.of(rate), plan.settling(), plan.duration());
        double wall = (System.nanoTime() - start) / 1e9;
        double cpu = tree.isPresent() ? tree.get().cpuSeconds() - before : Double.NaN;
        return new OverloadRow(
                factor,
                rate,
                tally.answered(),
                tally.shed(),
                tally.failed(),
                tally.unfinished(),
                tally.perSecond(),
                tally.latencies().millis(0.5),
                tally.latencies().millis(0.99),
                cpu / wall);
    }

    private Tally load(
            int connections, OptionalDouble perSecond, Duration settling, Duration duration)
            throws IOException {
        return loop.run(
                new Load(
                        appliance.port(),
                        Requests.always(appliance.request(plan.workload())),
                        connections,
                        perSecond,
                        settling,
                        duration));
    }

    private void tell(String what) {
        err.println(what);
        err.flush();
    }
}
