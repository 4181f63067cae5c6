package io.sallyport.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {
    private static final int MEBI = 1 << 20;

    private final Simulator simulator = Simulator.start(0, List.of());

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void theModelNamesTheFault(Fault fault) {
        // When
        String model = fault.model();
        // Then
        assertThat(model).isEqualTo("fault-" + fault.label());
        assertThat(Fault.ofModel(model)).contains(fault);
    }

    @Test
    void theWrongContentTypeHasAGoodBody() throws IOException {
        // When
        String answer = all(Fault.WRONG_CONTENT_TYPE);
        // Then
        assertThat(answer).contains("image/png", "\"chat.completion\"");
    }

    @Test
    void headersTrickleToAGoodEnd() throws IOException {
        // When
        String answer = all(Fault.TRICKLED_HEADERS);
        // Then
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("}");
    }

    @ParameterizedTest
    @CsvSource({"HUGE_BODY, 64", "HUGE_SSE_LINE, 16"})
    void hugeThingsAreHuge(Fault fault, int mebibytes) throws IOException {
        // When
        String answer = all(fault);
        // Then
        assertThat(answer.length()).isGreaterThan(mebibytes * MEBI);
    }

    @Test
    void theBombIsSmallUntilUnpacked() throws IOException {
        // Given
        try (Socket socket = ask(Fault.GZIP_BOMB, "close")) {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            // When
            byte[] packed = in.readAllBytes();
            // Then
            assertThat(packed.length).isLessThan(MEBI);
            try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                assertThat(gzip.skip(256L * MEBI)).isEqualTo(256L * MEBI);
            }
        }
    }

    @Test
    void theMiddleOfABodyCanHang() throws IOException {
        // Given
        try (Socket socket = ask(Fault.HANG_MID_BODY, "keep-alive")) {
            socket.setSoTimeout(300);
            InputStream in = socket.getInputStream();
            // When
            int first = in.read();
            Throwable thrown = catchThrowable(in::readAllBytes);
            // Then
            assertThat(first).isEqualTo('H');
            assertThat(thrown).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aDripComesInManyPieces() throws IOException {
        // Given
        try (Socket socket = ask(Fault.SLOW_DRIP, "keep-alive")) {
            socket.setSoTimeout(2000);
            byte[] buffer = new byte[1_000];
            int pieces = 0;
            // When
            for (int got = 0; got < 120; pieces++) {
                got += socket.getInputStream().read(buffer);
            }
            // Then
            assertThat(pieces).isGreaterThan(10);
        }
    }

    @Test
    void theSecondRequestOnAStaleConnectionIsReset() throws IOException {
        // Given
        try (Socket socket = ask(Fault.STALE_KEEP_ALIVE, "keep-alive")) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            // When
            socket.getOutputStream().write("GET /v1/models HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            Throwable thrown = catchThrowable(() -> socket.getInputStream().readAllBytes());
            // Then
            assertThat(thrown).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void closingEndsWhatHangs() throws IOException {
        // Given
        try (Socket socket = ask(Fault.HANG_MID_BODY, "keep-alive")) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            // When
            simulator.close();
            // Then
            socket.setSoTimeout(2000);
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    private String all(Fault fault) throws IOException {
        try (Socket socket = ask(fault, "close")) {
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private Socket ask(Fault fault, String connection) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.base().getPort());
        String body = "{\"model\":\"" + fault.model() + "\",\"messages\":[]}";
        String request =
                String.join(
                        "\r\n",
                        "POST /v1/chat/completions HTTP/1.1",
                        "Connection: " + connection,
                        "Content-Length: " + body.length(),
                        "",
                        body);
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return socket;
    }
}
