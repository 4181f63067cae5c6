package io.sallyport.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    private static final int HEAD = 512;

    Contestant {
        workloads = Set.copyOf(workloads);
    }

    /** The upstream itself, which every latency is compared with. */
    static Contestant direct(int upstreamPort) {
        return new Contestant(DIRECT, upstreamPort, "", "mock", "", UNTRANSLATED, Optional.empty());
    }

    /** The whole request of this workload. */
    ByteBuffer request(Workload workload) {
        byte[] body = workload.body(workload.translated() ? translatedModel : model);
        StringBuilder head = new StringBuilder(HEAD);
        head.append("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:").append(port);
        head.append("\r\nUser-Agent: sallyport-bench\r\nAccept: */*\r\n");
        if (!key.isEmpty()) {
            head.append("Authorization: Bearer ").append(key).append("\r\n");
        }
        head.append("Content-Type: application/json\r\nContent-Length: ").append(body.length);
        byte[] start = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(start.length + body.length).put(start).put(body).flip();
    }

    @Override
    public void close() {
        process.ifPresent(RunningProcess::close);
    }
}
