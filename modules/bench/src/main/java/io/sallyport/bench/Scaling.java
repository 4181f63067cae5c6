package io.sallyport.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What few and many of everything cost. Appliances with few and with many are up at once and
 * measured in turn, few, many and few again, so that whatever else the machine does falls on all.
 *
 * <pre>
 *   keys ─▶ models ─▶ silent streams ─▶ connections at rest
 * </pre>
 */
final class Scaling {
    /** A stream has two sockets in this process and two in the appliance; the rest for load. */
    private static final int OTHER_FILES = 1_000;

    private static final Duration READ_ANEW = Duration.ofSeconds(5);

    private final Loop loop;
    private final ScalePlan plan;
    private final List<String> launcher;
    private final WorkingDirectory directory;
    private final PrintWriter err;
    private final List<String> remarks = new ArrayList<>();

    private Scaling(
            Loop loop,
            ScalePlan plan,
            List<String> launcher,
            WorkingDirectory directory,
            PrintWriter err) {
        this.loop = loop;
        this.plan = plan;
        this.launcher = launcher;
        this.directory = directory;
        this.err = err;
    }

    /** The whole run, with appliances of its own; the loop's upstream never ends a stream. */
    static ScaleReport run(
            WorkingDirectory directory,
            Loop loop,
            ScalePlan plan,
            List<String> launcher,
            PrintWriter err)
            throws IOException, InterruptedException {
        OpenFiles.enough(2 * plan.open() + OTHER_FILES);
        String machine = Machine.described();
        Pinning pinning = Pinning.ofThisMachine(Programs.ofThisMachine());
        pinning.ourselves();
        Scaling scaling = new Scaling(loop, plan, pinning.gateway(launcher), directory, err);
        scaling.remarks.add(pinning.remark());
        List<ScaleRow> rows = scaling.rows();
        return new ScaleReport(machine, scaling.remarks, rows);
    }

    private List<ScaleRow> rows() throws IOException, InterruptedException {
        List<ScaleRow> rows = new ArrayList<>();
        try (ProvedAppliance few = appliance("few", plan.few())) {
            List<String> fewKeys = AdminKeys.of(few).make(plan.few());
            ScaleSide side = warm(ScaleSide.of(few, fewKeys, 1, plan.asked()));
            rows.add(keys(side));
            rows.add(models(warm(ScaleSide.of(few, fewKeys, plan.few(), plan.asked())), fewKeys));
            tell("%,d silent streams".formatted(plan.open()));
            rows.addAll(Waiting.inStreams(loop, plan, side).measured());
            tell("%,d connections at rest".formatted(plan.open()));
            rows.addAll(Waiting.atRest(loop, plan, side).measured());
        }
        return rows;
    }

    private ScaleRow keys(ScaleSide few) throws IOException, InterruptedException {
        try (ProvedAppliance appliance = appliance("keys", plan.few())) {
            tell("storing %,d keys".formatted(plan.keys()));
            List<String> keys = StoredKeys.put(appliance, plan.keys(), plan.asked());
            ScaleSide many = warm(ScaleSide.of(appliance, keys, 1, plan.asked()));
            ScaleRow row = compared("keys", few, many, plan.keys());
            remarks.add(oneMore(appliance));
            return row;
        }
    }

    /** A change of one key makes all be read anew: told, because no request waits for it. */
    private String oneMore(ProvedAppliance appliance) throws IOException {
        double before = appliance.cpuSeconds();
        long start = System.nanoTime();
        AdminKeys.of(appliance).make(1);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        loop.rest(READ_ANEW);
        return "one more key beside %,d: made in %d ms; %.0f ms of CPU until all are read anew"
                .formatted(plan.keys(), took.toMillis(), 1000 * (appliance.cpuSeconds() - before));
    }

    private ScaleRow models(ScaleSide few, List<String> fewKeys)
            throws IOException, InterruptedException {
        try (ProvedAppliance appliance = appliance("models", plan.models())) {
            List<String> keys = AdminKeys.of(appliance).make(fewKeys.size());
            ScaleSide many = warm(ScaleSide.of(appliance, keys, plan.models(), plan.asked()));
            return compared("models", few, many, plan.models());
        }
    }

    private ProvedAppliance appliance(String name, int models)
            throws IOException, InterruptedException {
        return ProvedAppliance.start(
                directory.own(name),
                ScaleConfiguration.of(loop.upstreamPort(), models),
                launcher,
                Map.of());
    }

    private ScaleSide warm(ScaleSide side) throws IOException {
        tell("warming up");
        side.warmUp(loop, plan);
        return side;
    }

    private ScaleRow compared(String what, ScaleSide few, ScaleSide many, int count)
            throws IOException {
        List<CostRound> rounds = new ArrayList<>();
        for (int round = 1; round <= plan.rounds(); round++) {
            tell("%s, round %d of %d".formatted(what, round, plan.rounds()));
            rounds.add(new CostRound(cost(few), cost(many), cost(few)));
        }
        List<String> problems = new ArrayList<>(few.takeProblems());
        problems.addAll(many.takeProblems());
        List<String> doubts = new ArrayList<>(few.doubts());
        doubts.addAll(many.doubts());
        return new CostRow(what, plan.few(), count, rounds, problems, doubts);
    }

    private double cost(ScaleSide side) throws IOException {
        return side.cost(loop, plan);
    }

    private void tell(String what) {
        err.println(what);
        err.flush();
    }
}
