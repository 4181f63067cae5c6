package io.sallyport.bench;

import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.node.ObjectNode;

/**
 * What many that wait take of the appliance: memory, and CPU time while nothing else happens. The
 * larger of resident memory and heap is judged, because pages that were touched before hide growth
 * of the one.
 *
 * @param what waits
 * @param count how many
 * @param residentKiB by which the process grew for each
 * @param heapKiB by which the live heap grew for each
 * @param cores that the appliance used while they waited
 * @param coresAlone that it used before there were any
 * @param limitKiB below which the memory of each shall be; empty = told and no more
 */
record MemoryRow(
        String what,
        int count,
        double residentKiB,
        double heapKiB,
        double cores,
        double coresAlone,
        OptionalDouble limitKiB)
        implements ScaleRow {

    /** What a silent stream may take. */
    static final double MOST_OF_A_STREAM_KIB = 20;

    double eachKiB() {
        return Math.max(residentKiB, heapKiB);
    }

    @Override
    public List<String> problems() {
        return List.of();
    }

    @Override
    public List<String> doubts() {
        return List.of();
    }

    @Override
    public Verdict verdict() {
        if (limitKiB.isEmpty()) {
            return Verdict.TOLD;
        }
        return eachKiB() < limitKiB.getAsDouble() ? Verdict.HELD : Verdict.NOT_HELD;
    }

    @Override
    public String figures() {
        String limit = limitKiB.isPresent() ? ", below %.0f".formatted(limitKiB.getAsDouble()) : "";
        return "%,d: %.1f KiB each%s (resident %.1f, live heap %.1f); CPU while they wait %.1f %% of a core, without them %.1f %%"
                .formatted(
                        count,
                        eachKiB(),
                        limit,
                        residentKiB,
                        heapKiB,
                        100 * cores,
                        100 * coresAlone);
    }

    @Override
    public void write(ObjectNode row) {
        row.put("count", count)
                .put("resident_kib_each", residentKiB)
                .put("heap_kib_each", heapKiB)
                .put("cores", cores)
                .put("cores_alone", coresAlone);
        limitKiB.ifPresent(limit -> row.put("limit_kib", limit));
    }
}
