package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers on raw sockets that leave, and an upstream that tells when it is left alone. */
@Timeout(20)
class CallerLeavesTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    private static final String EVENT =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String ANSWER =
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"pong\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";

    @TempDir Path directory;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CompletableFuture<Long> leftAloneAt = new CompletableFuture<>();
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
                  slow:
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

    @ParameterizedTest
    @ValueSource(strings = {"hang", "hang in the stream", "stream for ever"})
    void theUpstreamIsLeftAloneWithinASecond(String manner) throws Exception {
        // Given
        Socket caller = call(manner, !manner.equals("hang"));
        asked.await();
        TimeUnit.MILLISECONDS.sleep(400);
        // When
        long leftAt = System.nanoTime();
        caller.close();
        // Then: the promise of the issue, one second
        long took = leftAloneAt.get(10, TimeUnit.SECONDS) - leftAt;
        assertThat(TimeUnit.NANOSECONDS.toMillis(took)).isLessThan(1_000);
        Trace trace = appliance.onlyTrace();
        assertThat(trace.ending()).as(trace.toString()).isEqualTo(Ending.CALLER_GONE);
    }

    @Test
    void aCallerThatAsksAgainWhileItWaitsGetsBothAnswers() throws Exception {
        // Given: the second request arrives while the first one waits
        try (Socket caller = call("slowly", false)) {
            asked.await();
            TimeUnit.MILLISECONDS.sleep(300);
            caller.getOutputStream().write(request("slowly", false));
            // When
            String both = readUntil(caller.getInputStream(), "pong", 2);
            // Then
            assertThat(both.split("HTTP/1.1 200", -1)).hasSize(3);
        }
    }

    private Socket call(String manner, boolean stream) throws IOException {
        URI gateway = appliance.uri("/");
        Socket caller = new Socket(gateway.getHost(), gateway.getPort());
        caller.setSoTimeout(10_000);
        caller.getOutputStream().write(request(manner, stream));
        return caller;
    }

    private byte[] request(String manner, boolean stream) {
        String body =
                "{\"model\":\"slow\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                        .formatted(stream, manner);
        return ("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\n"
                        + "content-length: %d\r\n\r\n%s")
                .formatted(appliance.key(), body.length(), body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String readUntil(InputStream in, String mark, int times) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.toString().split(mark, -1).length - 1 < times) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the connection ended after: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static String readRequest(InputStream in) throws IOException {
        String head = readUntil(in, "\r\n\r\n", 1).toLowerCase(Locale.ROOT);
        String length = head.replaceAll("(?s).*content-length: (\\d+).*", "$1");
        return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    private void serve() {
        while (!upstream.isClosed()) {
            try {
                Socket connection = upstream.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            String request = readRequest(in);
            asked.countDown();
            if (request.contains("slowly")) {
                TimeUnit.MILLISECONDS.sleep(900);
                connection.getOutputStream().write(whole());
                return;
            }
            if (request.contains("\"stream\":true")) {
                connection
                        .getOutputStream()
                        .write((HEAD + chunk()).getBytes(StandardCharsets.UTF_8));
            }
            if (request.contains("for ever")) {
                keepTalking(connection);
            } else if (in.read() < 0) {
                leftAloneAt.complete(System.nanoTime());
            }
        } catch (IOException left) {
            leftAloneAt.complete(System.nanoTime());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void keepTalking(Socket connection) throws IOException, InterruptedException {
        while (true) {
            connection.getOutputStream().write(chunk().getBytes(StandardCharsets.UTF_8));
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static byte[] whole() {
        return ("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n"
                        + "content-length: "
                        + ANSWER.length()
                        + "\r\n\r\n"
                        + ANSWER)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String chunk() {
        return Integer.toHexString(EVENT.length()) + "\r\n" + EVENT + "\r\n";
    }
}
