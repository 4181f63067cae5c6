package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.Ending;
import io.sallyport.simulator.Personality;
import io.sallyport.simulator.Simulator;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes on the socket that no HTTP client would send. */
@Timeout(30)
class HostileSocketTest {
    private static final String CHAT =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"ECHO:pong\"}]}";

    @TempDir Path directory;
    private Simulator simulator;
    private TestAppliance appliance;

    @BeforeEach
    void begin() {
        simulator =
                Simulator.start(
                        0, List.of(new Personality("m", Duration.ZERO, Duration.ZERO, 0, 5, 1)));
        appliance =
                new TestAppliance(
                        directory,
                        """
                        providers:
                          o: {base-url: "%s", authentication: none, allow-networks: [127.0.0.1]}
                        models:
                          m: {deployments: [{provider: o, price: {input: 1, output: 1}}]}
                        """
                                .formatted(simulator.base()));
    }

    @AfterEach
    void end() {
        appliance.close();
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "zz~~x~~0~~~~",
                "-1~~x~~0~~~~",
                "5 ~~hello~~0~~~~",
                "5 ;x~~hello~~0~~~~",
                "5~hello~0~~"
            })
    void aBodyWithBrokenChunksIsAFourHundredAndEndsTheConnection(String chunks) throws Exception {
        // Given: a second request hides behind the broken body
        String hidden = "GET /v1/models/m HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~~~";
        // When
        String answer =
                raw(
                        "POST /v1/chat/completions HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~"
                                + "Transfer-Encoding: chunked~~~~"
                                + chunks
                                + hidden);
        // Then
        assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid_");
        assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
    }

    @Test
    void aBodyThatEndsEarlyIsNoDefectOfOurs() throws Exception {
        String answer =
                raw(
                        "POST /v1/chat/completions HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~"
                                + "Content-Length: 500~~~~{");
        assertThat(answer).startsWith("HTTP/1.1 408").contains("request_incomplete");
    }

    @Test
    void aBodyOfManyChunksOverTheLimitIsTooLarge() throws Exception {
        String chunk = "80000~~" + "x".repeat(0x80000) + "~~";
        String answer =
                raw(
                        "POST /v1/messages HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~"
                                + "Transfer-Encoding: chunked~~~~"
                                + chunk
                                + chunk
                                + chunk
                                + "0~~~~");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("request_too_large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "GET /v1/models/%zz HTTP/1.1~~Host: x~~~~",
                "GET /v1/models HTTP/1.1~~~~",
                "GET /v1/models HTTP/1.1~~Host: x~~X_Y: z~~~~",
                "POST /v1/chat/completions HTTP/1.1~~Host: x~~Content-Length: many~~~~"
            })
    void aHeadThatIsNotUnderstoodGetsAnEnvelope(String request) throws Exception {
        String answer = raw(request);
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("{\"error\"", "x-request-id", "connection: close");
    }

    @Test
    void whatIsNoRequestLeavesOneTraceAndOneCountOfItsReason() throws Exception {
        // When: the path is known, though the head is none
        String answer = raw("POST /v1/messages HTTP/1.1~~Host: x~~Content-Length: many~~~~");
        // Then
        assertThat(answer).contains("{\"type\":\"error\"", "content length");
        Trace trace = appliance.onlyTrace();
        assertThat(trace.ending()).isEqualTo(Ending.REFUSED);
        assertThat(trace.rejection()).contains("invalid_http_request");
        assertThat(answer).contains(trace.id().value());
        assertThat(appliance.refused("content_length")).isEqualTo(1);
        assertThat(appliance.refused("")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "GET / HTTP/9.9~~Host: x~~~~|505",
                "POST / HTTP/1.1~~Host: x~~Transfer-Encoding: gzip~~~~|501",
                "GET / HTTP/1.1~~Host: x~~Expect: a miracle~~~~|417"
            })
    void whatHttpHasAStatusForGetsThatStatus(String request, int status) throws Exception {
        // When
        String answer = raw(request);
        // Then
        assertThat(answer).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void aHeadOverTheLimitGetsAnEnvelope() throws Exception {
        String answer =
                raw("GET /v1/models HTTP/1.1~~Host: x~~x-a: " + "a".repeat(20_000) + "~~~~");
        assertThat(answer).startsWith("HTTP/1.1 431").contains("invalid_http_request");
    }

    @Test
    void aHeadRequestGetsNoBodyAndTheNextOneItsAnswer() throws Exception {
        String answer =
                raw(
                        "HEAD /v1/models HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~~~"
                                + "GET /v1/models/m HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~Connection: close~~~~");
        int second = answer.indexOf("HTTP/1.1 200", 5);
        assertThat(answer.substring(0, second)).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
        assertThat(answer.substring(0, second)).doesNotContain("{");
        assertThat(answer.substring(second)).contains("\"id\":\"m\"");
    }

    @Test
    void twoRequestsAtOnceGetTheirAnswersInOrder() throws Exception {
        String request =
                "POST /v1/chat/completions HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~Content-Length: "
                        + CHAT.length()
                        + "~~";
        String answer = raw(request + "~~" + CHAT + request + "Connection: close~~~~" + CHAT);
        assertThat(answer.split("pong", -1)).hasSize(3);
    }

    /**
     * Sends these bytes ({@code ~~} is CRLF, {@code ~} LF) and reads until the end or a second's
     * silence.
     */
    private String raw(String text) throws IOException {
        URI gateway = appliance.uri("/");
        String bytes =
                text.replace("KEY", appliance.key()).replace("~~", "\r\n").replace("~", "\n");
        StringBuilder answer = new StringBuilder();
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(1_500);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
            if (text.endsWith("{")) {
                socket.shutdownOutput();
            }
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                answer.append((char) next);
            }
        } catch (SocketTimeoutException silence) {
            return answer.toString();
        }
        return answer.toString();
    }
}
