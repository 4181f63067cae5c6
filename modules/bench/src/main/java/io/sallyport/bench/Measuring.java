package io.sallyport.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The run: everybody is up at once and measured round robin, so that whatever else the machine does
 * falls on all of them. After the load rig of the project.
 *
 * <pre>
 *   warm up ─▶ rounds at full speed ─▶ rounds at fixed rates ─▶ rows
 * </pre>
 */
final class Measuring {
    private static final Duration MOST_SETTLING = Duration.ofMillis(200);

    /** Above this share of its maximum a gateway's latency says nothing but that it is too slow. */
    private static final double BEARABLE = 0.8;

    private final Loop loop;
    private final Plan plan;
    private final List<Contestant> gateways;
    private final Progress progress;
    private final List<Row> rows = new ArrayList<>();

    Measuring(Loop loop, Plan plan, List<Contestant> gateways, Progress progress) {
        this.loop = loop;
        this.plan = plan;
        this.gateways = List.copyOf(gateways);
        this.progress = progress;
    }

    /** How many steps it reports. */
    static int steps(Plan plan, List<Contestant> gateways) {
        int speeds = gateways.stream().mapToInt(gateway -> gateway.workloads().size()).sum();
        int rates = plan.rates().size() + 1;
        int timed = (gateways.size() + 1) * plan.timed().size() * rates;
        return speeds + plan.rounds() * (speeds + timed);
    }

    /** Whether this gateway answers what it is to be measured with. */
    static boolean answers(Loop loop, Contestant gateway) throws IOException {
        for (Workload workload : gateway.workloads()) {
            Load one =
                    new Load(
                            gateway.port(),
                            Requests.always(gateway.request(workload)),
                            1,
                            OptionalDouble.empty(),
                            Duration.ZERO,
                            MOST_SETTLING);
            if (loop.run(one).all() == 0) {
                return false;
            }
        }
        return true;
    }

    Figures run() throws IOException {
        warmUp();
        for (int round = 1; round <= plan.rounds(); round++) {
            fullSpeed(round);
        }
        for (Workload workload : Workload.values()) {
            if (plan.timed().contains(workload)) {
                fixedRates(workload);
            }
        }
        progress.done();
        return new Figures(rows);
    }

    private void warmUp() throws IOException {
        for (Contestant gateway : gateways) {
            for (Workload workload : Workload.values()) {
                if (gateway.workloads().contains(workload)) {
                    progress.next("warm up " + gateway.name() + " " + workload.label());
                    Tally tally = load(gateway, workload, OptionalDouble.empty(), plan.warmUp());
                    answered(gateway, workload, tally);
                }
            }
        }
    }

    private static void answered(Contestant gateway, Workload workload, Tally tally)
            throws IOException {
        if (tally.all() > 0) {
            return;
        }
        String words = gateway.process().isPresent() ? gateway.process().get().lastWords() : "";
        throw new BenchFailed(
                "%s answered no request of %s (%s); its last words:\n%s"
                        .formatted(gateway.name(), workload.label(), tally.firstFailure(), words));
    }

    private void fullSpeed(int round) throws IOException {
        for (Workload workload : Workload.values()) {
            for (Contestant gateway : gateways) {
                if (gateway.workloads().contains(workload)) {
                    progress.next(
                            "round %d of %d: %s %s"
                                    .formatted(
                                            round,
                                            plan.rounds(),
                                            workload.label(),
                                            gateway.name()));
                    measure(gateway, workload, round, OptionalDouble.empty());
                }
            }
        }
    }

    private void fixedRates(Workload workload) throws IOException {
        Figures sofar = new Figures(rows);
        List<Double> rates = new ArrayList<>(plan.rates());
        sofar.halfOfMaximum(workload).ifPresent(rates::add);
        for (int round = 1; round <= plan.rounds(); round++) {
            for (double rate : rates) {
                for (Contestant contestant : withDirect()) {
                    progress.next(
                            "round %d of %d: %s %s at %.0f/s"
                                    .formatted(
                                            round,
                                            plan.rounds(),
                                            workload.label(),
                                            contestant.name(),
                                            rate));
                    Workload own = workloadOf(contestant, workload);
                    if (bears(sofar, contestant, own, rate)
                            && !measured(contestant, own, round, rate)) {
                        measure(contestant, own, round, OptionalDouble.of(rate));
                    }
                }
            }
        }
    }

    private List<Contestant> withDirect() {
        List<Contestant> all = new ArrayList<>();
        all.add(Contestant.direct(loop.upstreamPort()));
        all.addAll(gateways);
        return all;
    }

    /** Nobody but a gateway that can translate is asked to. */
    private static Workload workloadOf(Contestant contestant, Workload workload) {
        return contestant.workloads().contains(workload) ? workload : workload.plain();
    }

    private boolean measured(Contestant contestant, Workload workload, int round, double rate) {
        return rows.stream()
                .anyMatch(row ->
                        row.contestant().equals(contestant.name())
                                && row.workload() == workload
                                && row.round() == round
                                && row.rate() == rate);
    }

    private static boolean bears(
            Figures sofar, Contestant contestant, Workload workload, double rate) {
        return contestant.process().isEmpty()
                || rate <= BEARABLE * sofar.perSecond(contestant.name(), workload).orElse(0);
    }

    private void measure(
            Contestant contestant, Workload workload, int round, OptionalDouble perSecond)
            throws IOException {
        Optional<ProcessTree> tree = contestant.process().map(RunningProcess::tree);
        double before = tree.isPresent() ? tree.get().cpuSeconds() : 0;
        long start = System.nanoTime();
        Duration duration = perSecond.isPresent() ? plan.latency() : plan.throughput();
        Tally tally = load(contestant, workload, perSecond, duration);
        double wall = (System.nanoTime() - start) / 1e9;
        double cpu = tree.isPresent() ? tree.get().cpuSeconds() - before : Double.NaN;
        rows.add(
                new Row(
                        contestant.name(),
                        workload,
                        round,
                        perSecond.orElse(0),
                        tally.answered(),
                        tally.failed() + tally.shed() + tally.unfinished(),
                        tally.perSecond(),
                        tally.latencies().millis(0.5),
                        tally.latencies().millis(0.99),
                        cpu * 1e6 / tally.all(),
                        cpu / wall,
                        tree.isPresent() ? tree.get().residentMiB() : Double.NaN));
    }

    private Tally load(
            Contestant contestant, Workload workload, OptionalDouble perSecond, Duration duration)
            throws IOException {
        Duration half = duration.dividedBy(2);
        Duration settling = half.compareTo(MOST_SETTLING) < 0 ? half : MOST_SETTLING;
        return loop.run(
                new Load(
                        contestant.port(),
                        Requests.always(contestant.request(workload)),
                        plan.connections(),
                        perSecond,
                        settling,
                        duration));
    }
}
