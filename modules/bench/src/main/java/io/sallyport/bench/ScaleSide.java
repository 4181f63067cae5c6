package io.sallyport.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One appliance of a comparison, and with what it is asked.
 *
 * @param appliance whose cost is measured
 * @param requests that the load sends in turn
 * @param problems what went wrong on it
 * @param doubts why its figures say little
 */
record ScaleSide(
        ProvedAppliance appliance, Requests requests, List<String> problems, List<String> doubts) {
    private static final Duration SETTLING = Duration.ofMillis(200);

    /** As many different requests for everybody, so that the load costs the machine the same. */
    static ScaleSide of(ProvedAppliance appliance, List<String> keys, int models, int differing) {
        List<ByteBuffer> requests = new ArrayList<>();
        for (int i = 0; i < differing; i++) {
            requests.add(
                    ChatRequest.of(
                            appliance.caller().port(),
                            keys.get(i % keys.size()),
                            ScaleConfiguration.model(i % models),
                            Workload.CHAT_1K));
        }
        return new ScaleSide(
                appliance, Requests.inTurn(requests), new ArrayList<>(), new ArrayList<>());
    }

    /** Asks at full speed until the appliance has its usual speed, or has had its time. */
    void warmUp(Loop loop, ScalePlan plan) throws IOException {
        long end = System.nanoTime() + plan.warmUpAtMost().toNanos();
        long asked = 0;
        while (asked < plan.warmUp() && System.nanoTime() - end < 0) {
            asked += load(loop, plan).all();
        }
        if (asked < plan.warmUp()) {
            doubts.add(
                    "not warm: an appliance had %,d of %,d requests in the time for that"
                            .formatted(asked, plan.warmUp()));
        }
    }

    /** CPU microseconds of one request, at full speed. */
    double cost(Loop loop, ScalePlan plan) throws IOException {
        double before = appliance.cpuSeconds();
        Tally tally = load(loop, plan);
        return (appliance.cpuSeconds() - before) * 1e6 / tally.all();
    }

    private Tally load(Loop loop, ScalePlan plan) throws IOException {
        Tally tally =
                loop.run(
                        new Load(
                                appliance.caller().port(),
                                requests,
                                plan.callers(),
                                OptionalDouble.empty(),
                                SETTLING,
                                plan.stretch()));
        long lost = tally.failed() + tally.shed() + tally.unfinished();
        if (lost > 0 || tally.all() == 0) {
            problems.add(
                    "%d requests were not answered, %d were; the first: %s"
                            .formatted(lost, tally.all(), tally.firstFailure()));
        }
        return tally;
    }

    /** What went wrong since this was asked last. */
    List<String> takeProblems() {
        List<String> taken = List.copyOf(problems);
        problems.clear();
        return taken;
    }
}
