package io.sallyport.store;

import io.sallyport.audit.port.Trace;
import io.sallyport.store.generated.tables.records.TraceBlockRecord;
import java.lang.System.Logger.Level;
import java.util.List;

/** The traces of a row; the log names a row that cannot be read. */
final class BlockReading {
    private BlockReading() {}

    static List<Trace> traces(TraceBlockRecord block) throws DamagedBlock {
        try {
            List<Trace> traces = BlockReader.traces(block.getPacked());
            if (traces.size() != block.getTraceCount()) {
                throw new DamagedBlock("it has another number of traces");
            }
            return traces;
        } catch (DamagedBlock damaged) {
            System.getLogger(BlockReading.class.getName())
                    .log(
                            Level.WARNING,
                            "block {0} of traces is damaged: {1}; its {2} traces of {3} to {4} are"
                                    + " missing",
                            block.getBlockId(),
                            damaged.getMessage(),
                            block.getTraceCount(),
                            block.getFirstStartedAt(),
                            block.getLastStartedAt());
            throw damaged;
        }
    }
}
