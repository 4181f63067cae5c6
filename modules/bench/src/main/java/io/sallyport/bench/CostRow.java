package io.sallyport.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request costs with few and with many of something. The median of the rounds is judged,
 * unless the same thing measured twice differed by as much as the limit allows, or many seem to
 * cost so much less than few, or an appliance was not warm.
 *
 * @param what of which there are few or many
 * @param few how many
 * @param many how many
 * @param rounds in their order
 * @param problems requests without an answer, callers that were lost, what was not given back
 * @param doubts why the figures say little, where they do
 */
record CostRow(
        String what,
        int few,
        int many,
        List<CostRound> rounds,
        List<String> problems,
        List<String> doubts)
        implements ScaleRow {
    private static final double MOST = 1.15;

    CostRow {
        rounds = List.copyOf(rounds);
        problems = List.copyOf(problems);
        doubts = List.copyOf(doubts);
    }

    double ratio() {
        return median(CostRound::ratio);
    }

    @Override
    public Verdict verdict() {
        if (!problems.isEmpty()) {
            return Verdict.NOT_HELD;
        }
        boolean noisy = median(CostRound::noise) > MOST || ratio() < 1 / MOST;
        if (noisy || !doubts.isEmpty()) {
            return Verdict.NOT_JUDGED;
        }
        return ratio() <= MOST ? Verdict.HELD : Verdict.NOT_HELD;
    }

    @Override
    public String figures() {
        return "%,d → %,d: %.1f → %.1f CPU µs a request; × %.2f (%.2f to %.2f), at most %.2f; few twice × %.2f"
                .formatted(
                        few,
                        many,
                        median(round -> (round.few() + round.again()) / 2),
                        median(CostRound::many),
                        ratio(),
                        values(CostRound::ratio).min().orElse(Double.NaN),
                        values(CostRound::ratio).max().orElse(Double.NaN),
                        MOST,
                        median(CostRound::noise));
    }

    @Override
    public void write(ObjectNode row) {
        row.put("few", few).put("many", many).put("ratio", ratio()).put("most", MOST);
        ArrayNode all = row.putArray("rounds");
        for (CostRound round : rounds) {
            all.addObject()
                    .put("few_micros", round.few())
                    .put("many_micros", round.many())
                    .put("few_again_micros", round.again());
        }
    }

    private DoubleStream values(ToDoubleFunction<CostRound> value) {
        return rounds.stream().mapToDouble(value);
    }

    private double median(ToDoubleFunction<CostRound> value) {
        double[] sorted = values(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
