package io.sallyport.bench;

import java.util.List;

/**
 * A finished run.
 *
 * @param figures what was measured
 * @param contestants the names of the gateways, the appliance first
 * @param traces what became of the traces of the appliance
 * @param machine cores, processor, memory, and what else it had to do
 * @param remarks what a reader must know besides: pinning, peers that were left out
 */
record Report(
        Figures figures,
        List<String> contestants,
        Traces traces,
        String machine,
        List<String> remarks) {
    Report {
        contestants = List.copyOf(contestants);
        remarks = List.copyOf(remarks);
    }
}
