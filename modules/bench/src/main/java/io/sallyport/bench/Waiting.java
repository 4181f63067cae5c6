package io.sallyport.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What callers that wait cost: in streams that are silent, or on connections at rest.
 *
 * <pre>
 *   each round: load ─▶ (memory) ─▶ open ─▶ (memory) ─▶ load ─▶ close ─▶ everything given back? ─▶ load
 * </pre>
 */
final class Waiting {
    private static final double MIB = 1 << 20;
    private static final double KIB_PER_MIB = 1024;
    private static final Duration CALMING = Duration.ofSeconds(1);

    private final Loop loop;
    private final ScalePlan plan;
    private final ScaleSide side;
    private final boolean streams;
    private final List<String> problems = new ArrayList<>();
    private final List<MemoryRow> memory = new ArrayList<>();

    private Waiting(Loop loop, ScalePlan plan, ScaleSide side, boolean streams) {
        this.loop = loop;
        this.plan = plan;
        this.side = side;
        this.streams = streams;
    }

    /** Callers whose streams have begun and are silent. */
    static Waiting inStreams(Loop loop, ScalePlan plan, ScaleSide side) {
        return new Waiting(loop, plan, side, true);
    }

    /** Callers that were answered and keep their connections. */
    static Waiting atRest(Loop loop, ScalePlan plan, ScaleSide side) {
        return new Waiting(loop, plan, side, false);
    }

    private String what() {
        return streams ? "silent streams" : "connections at rest";
    }

    /** A row of what a request costs beside them, and one of what they take. */
    List<ScaleRow> measured() throws IOException, InterruptedException {
        // What the first of them make once belongs to none.
        try (HeldConnections first = open(Math.max(1, plan.open() / 10))) {
            loop.rest(CALMING);
            expect(first, "before the first round");
        }
        Held before = side.appliance().settled(Long.MAX_VALUE);
        List<CostRound> rounds = new ArrayList<>();
        for (int round = 1; round <= plan.rounds(); round++) {
            rounds.add(round(round == 1));
            Held after = side.appliance().settled(before.threads());
            if (!after.free() || after.threads() > before.threads()) {
                problems.add("not given back: " + after + ", before: " + before);
            }
        }
        problems.addAll(side.takeProblems());
        List<ScaleRow> rows = new ArrayList<>();
        rows.add(
                new CostRow(
                        "cost beside " + what(), 0, plan.open(), rounds, problems, side.doubts()));
        rows.addAll(memory);
        return rows;
    }

    /** Memory is measured the first time only: what was touched once stays with the process. */
    private CostRound round(boolean first) throws IOException, InterruptedException {
        double few = cost();
        Usage alone = first ? usage() : Usage.NONE;
        double many;
        try (HeldConnections all = open(plan.open())) {
            if (first) {
                memory.add(row(alone, usage()));
            }
            many = cost();
            expect(all, "behind the load");
        }
        loop.rest(CALMING);
        return new CostRound(few, many, cost());
    }

    private double cost() throws IOException {
        return side.cost(loop, plan);
    }

    private HeldConnections open(int count) throws IOException {
        ProvedAppliance appliance = side.appliance();
        Workload workload = streams ? Workload.STREAM_20 : Workload.CHAT_1K;
        ByteBuffer request =
                ChatRequest.of(
                        appliance.caller().port(),
                        appliance.caller().key(),
                        ScaleConfiguration.model(0),
                        workload);
        return loop.hold(appliance.caller().port(), Requests.always(request), count);
    }

    private void expect(HeldConnections all, String when) throws IOException {
        if (all.lost() > 0) {
            problems.add("%d of %d were lost %s".formatted(all.lost(), all.size(), when));
        }
        double open = side.appliance().scrape().sum("sallyport_requests_open");
        if (streams && open != all.size()) {
            problems.add("%.0f requests were open %s, not %d".formatted(open, when, all.size()));
        }
    }

    private Usage usage() throws IOException, InterruptedException {
        loop.rest(CALMING);
        double heap = side.appliance().liveHeapBytes() / MIB;
        double resident = side.appliance().residentMiB();
        double before = side.appliance().cpuSeconds();
        loop.rest(plan.rest());
        double used = side.appliance().cpuSeconds() - before;
        return new Usage(resident, heap, used * 1e9 / plan.rest().toNanos());
    }

    private MemoryRow row(Usage alone, Usage with) {
        return new MemoryRow(
                "memory of " + what(),
                plan.open(),
                (with.residentMiB() - alone.residentMiB()) * KIB_PER_MIB / plan.open(),
                (with.heapMiB() - alone.heapMiB()) * KIB_PER_MIB / plan.open(),
                with.cores(),
                alone.cores(),
                streams
                        ? OptionalDouble.of(MemoryRow.MOST_OF_A_STREAM_KIB)
                        : OptionalDouble.empty());
    }

    /** What the appliance takes while nothing is asked: memory, and how much of a core. */
    private record Usage(double residentMiB, double heapMiB, double cores) {
        static final Usage NONE = new Usage(0, 0, 0);
    }
}
