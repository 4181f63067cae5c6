package io.sallyport.bench;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * Who is measured: a gateway that runs, or the upstream itself, without one.
 *
 * @param name in the results
 * @param port on the loopback address
 * @param key the credential that a caller sends; empty where none is asked
 * @param model the model whose upstream speaks the protocol of the caller
 * @param translatedModel the model whose upstream speaks another one; empty when it cannot
 *     translate
 * @param workloads what it is measured with
 * @param process whose CPU time and memory are counted; empty for the upstream itself
 */
record Contestant(
        String name,
        int port,
        String key,
        String model,
        String translatedModel,
        Set<Workload> workloads,
        Optional<RunningProcess> process)
        implements AutoCloseable {
    static final String SALLYPORT = "sallyport";
    static final String NGINX = "nginx";
    static final String DIRECT = "direct";
    static final Set<Workload> UNTRANSLATED =
            Set.of(Workload.CHAT_1K, Workload.CHAT_20K, Workload.STREAM_20);

    Contestant {
        workloads = Set.copyOf(workloads);
    }

    /** The upstream itself, which every latency is compared with. */
    static Contestant direct(int upstreamPort) {
        return new Contestant(DIRECT, upstreamPort, "", "mock", "", UNTRANSLATED, Optional.empty());
    }

    /** The whole request of this workload. */
    ByteBuffer request(Workload workload) {
        return ChatRequest.of(port, key, workload.translated() ? translatedModel : model, workload);
    }

    @Override
    public void close() {
        process.ifPresent(RunningProcess::close);
    }
}
