package io.sallyport.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What the rows say. A machine drifts while it measures, so figures of two contestants are compared
 * within each round, and of the rounds the median is quoted.
 */
record Figures(List<Row> rows) {
    Figures {
        rows = List.copyOf(rows);
    }

    /** Throughput of a core, as a multiple of nginx with the same workload, untranslated. */
    OptionalDouble ratioToNginx(String contestant, Workload workload) {
        return median(
                fullSpeed(contestant, workload)
                        .flatMap(row ->
                                nginxOf(row).stream()
                                        .map(nginx -> row.perCore() / nginx.perCore())));
    }

    private Optional<Row> nginxOf(Row row) {
        return fullSpeed(Contestant.NGINX, row.workload().plain())
                .filter(nginx -> nginx.round() == row.round())
                .findFirst();
    }

    /** Throughput of a core at full speed. */
    OptionalDouble perCore(String contestant, Workload workload) {
        return median(fullSpeed(contestant, workload).map(Row::perCore));
    }

    /** Throughput as it was, on a core that others may have used too. */
    OptionalDouble perSecond(String contestant, Workload workload) {
        return median(fullSpeed(contestant, workload).map(Row::perSecond));
    }

    /** Half of what the appliance can do: the rate at which its latency is judged. */
    OptionalDouble halfOfMaximum(Workload workload) {
        OptionalDouble maximum = perSecond(Contestant.SALLYPORT, workload);
        return maximum.isPresent()
                ? OptionalDouble.of(Math.max(1, Math.rint(maximum.getAsDouble() / 2)))
                : maximum;
    }

    /** CPU time of one request at full speed, in microseconds; of 1,000 requests, milliseconds. */
    OptionalDouble cpuMicros(String contestant, Workload workload) {
        return median(fullSpeed(contestant, workload).map(Row::cpuMicros));
    }

    /** How busy the core was at full speed: well below 1, the gateway was not the limit. */
    OptionalDouble cores(String contestant, Workload workload) {
        return median(fullSpeed(contestant, workload).map(Row::cores));
    }

    OptionalDouble addedP50(String contestant, Workload workload, double rate) {
        return added(contestant, workload, rate, Row::p50Millis);
    }

    OptionalDouble addedP99(String contestant, Workload workload, double rate) {
        return added(contestant, workload, rate, Row::p99Millis);
    }

    /** What the gateway adds to the latency that the upstream has without it, at the same rate. */
    private OptionalDouble added(
            String contestant, Workload workload, double rate, ToDoubleFunction<Row> percentile) {
        return median(
                at(contestant, workload, rate)
                        .flatMap(row ->
                                at(Contestant.DIRECT, workload.plain(), rate)
                                        .filter(direct -> direct.round() == row.round())
                                        .map(direct ->
                                                percentile.applyAsDouble(row)
                                                        - percentile.applyAsDouble(direct))));
    }

    /**
     * The largest resident memory after a stretch at {@link Plan#MEMORY_RATE}; of a gateway that
     * does not bear this rate, the largest after any stretch.
     */
    OptionalDouble rssMib(String contestant) {
        List<Row> all =
                rows.stream()
                        .filter(row -> row.contestant().equals(contestant))
                        .filter(row -> Double.isFinite(row.rssMib()))
                        .toList();
        OptionalDouble atRate =
                all.stream()
                        .filter(row -> row.rate() == Plan.MEMORY_RATE)
                        .mapToDouble(Row::rssMib)
                        .max();
        return atRate.isPresent() ? atRate : all.stream().mapToDouble(Row::rssMib).max();
    }

    /** The rates at which this was measured, rising. */
    List<Double> rates(Workload workload) {
        return rows.stream()
                .filter(row -> !row.fullSpeed() && row.workload() == workload)
                .map(Row::rate)
                .distinct()
                .sorted()
                .toList();
    }

    long failed(String contestant) {
        return rows.stream()
                .filter(row -> row.contestant().equals(contestant))
                .mapToLong(Row::failed)
                .sum();
    }

    private Stream<Row> fullSpeed(String contestant, Workload workload) {
        return at(contestant, workload, 0);
    }

    private Stream<Row> at(String contestant, Workload workload, double rate) {
        return rows.stream()
                .filter(row -> row.contestant().equals(contestant))
                .filter(row -> row.workload() == workload && row.rate() == rate);
    }

    private static OptionalDouble median(Stream<Double> values) {
        return median(values.mapToDouble(Double::doubleValue));
    }

    /** The middle one, or the mean of the two in the middle; what is not a number is left out. */
    static OptionalDouble median(DoubleStream values) {
        double[] sorted = values.filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = sorted.length / 2;
        return OptionalDouble.of(
                sorted.length % 2 == 1
                        ? sorted[middle]
                        : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
