package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An upstream that says the next piece only when the caller has the last one: what the gateway kept
 * back would keep both waiting for ever.
 */
@Timeout(20)
class StreamPaceTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    private static final String DONE =
            """
            data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """;
    private static final int PIECES = 50;

    @TempDir Path directory;
    private final Semaphore heard = new Semaphore(0);
    private ServerSocket upstream;
    private TestAppliance appliance;

    @BeforeEach
    void begin() throws IOException {
        upstream = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        String yaml =
                """
                providers:
                  up: {base-url: "http://127.0.0.1:%d", authentication: none, allow-networks: [127.0.0.1]}
                models:
                  m:
                    capabilities: [streaming]
                    deployments: [{provider: up, price: {input: 1, output: 1}}]
                """
                        .formatted(upstream.getLocalPort());
        appliance = new TestAppliance(directory, yaml);
    }

    @AfterEach
    void end() throws IOException {
        appliance.close();
        upstream.close();
    }

    @Test
    void everyPieceGoesOutBeforeTheNextIsWaitedFor() throws IOException {
        // Given
        try (RawCaller caller = new RawCaller(appliance)) {
            caller.ask(
                    "/v1/chat/completions",
                    "Authorization: Bearer KEY~~",
                    "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
            StringBuilder seen = new StringBuilder();
            // When
            for (int i = 0; i < PIECES; i++) {
                seen.append(caller.until("piece " + i + ";"));
                heard.release();
            }
            seen.append(caller.until("data: [DONE]"));
            // Then
            assertThat(seen).containsPattern("piece 0;[^;]*half of piece 0;");
        }
    }

    /**
     * Every second piece comes in two halves: an event that is not whole yet follows a whole one.
     */
    private void serve() {
        try (Socket socket = upstream.accept()) {
            socket.setTcpNoDelay(true);
            int read = socket.getInputStream().read(new byte[8192]);
            assertThat(read).isPositive();
            OutputStream out = socket.getOutputStream();
            out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
            String begun = "";
            for (int i = 0; i < PIECES; i++) {
                String next = event("half of piece " + i + ";");
                String half = i % 2 == 0 ? next.substring(0, next.length() / 2) : "";
                chunk(out, begun + event("piece " + i + ";") + half);
                heard.acquireUninterruptibly();
                begun = half.isEmpty() ? "" : next.substring(half.length());
            }
            chunk(out, begun + DONE);
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException ended) {
            assertThat(upstream.isClosed()).isTrue();
        }
    }

    private static String event(String text) {
        return "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                + text
                + "\"}}]}\n\n";
    }

    private static void chunk(OutputStream out, String data) throws IOException {
        String size = Integer.toHexString(data.length());
        out.write((size + "\r\n" + data + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
