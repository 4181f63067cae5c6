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
 */
record ScaleSide(ProvedAppliance appliance, Requests requests, List<String> problems) {
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
        return new ScaleSide(appliance, Requests.inTurn(requests), new ArrayList<>());
    }

    /** CPU microseconds of one request, at full speed. */
    double cost(Loop loop, int callers, Duration duration) throws IOException {
        double before = appliance.cpuSeconds();
        Tally tally =
                loop.run(
                        new Load(
                                appliance.caller().port(),
                                requests,
                                callers,
                                OptionalDouble.empty(),
                                SETTLING,
                                duration));
        double used = appliance.cpuSeconds() - before;
        long lost = tally.failed() + tally.shed() + tally.unfinished();
        if (lost > 0 || tally.all() == 0) {
            problems.add(
                    "%d requests were not answered, %d were; the first: %s"
                            .formatted(lost, tally.all(), tally.firstFailure()));
        }
        return used * 1e6 / tally.all();
    }

    /** What went wrong since this was asked last. */
    List<String> takeProblems() {
        List<String> taken = List.copyOf(problems);
        problems.clear();
        return taken;
    }
}
