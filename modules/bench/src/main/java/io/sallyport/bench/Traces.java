package io.sallyport.bench;

/**
 * What became of the traces of the requests.
 *
 * @param written that many stand in the database
 * @param dropped that many found no place in the queue
 * @param queued that many wait
 */
record Traces(long written, long dropped, long queued) {
    static final Traces NONE = new Traces(0, 0, 0);

    /** From the metrics of an appliance, in the text form of Prometheus. */
    static Traces of(String metrics) {
        return new Traces(
                value(metrics, "sallyport_traces_written_total"),
                value(metrics, "sallyport_traces_dropped_total"),
                value(metrics, "sallyport_traces_queued"));
    }

    private static long value(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new BenchFailed("the appliance has no metric " + name));
    }
}
