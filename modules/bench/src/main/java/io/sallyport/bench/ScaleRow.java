package io.sallyport.bench;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** One thing of which few and many were measured. */
sealed interface ScaleRow permits CostRow, MemoryRow {

    /** Of what. */
    String what();

    Verdict verdict();

    /** What failed, whatever the figures say. */
    List<String> problems();

    /** Why it is not judged, where that does not show in the figures. */
    List<String> doubts();

    /** The figures, in one line. */
    String figures();

    /** Writes every figure there. */
    void write(ObjectNode row);
}
