package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No page of somebody else can make a browser read what the admin listener says. */
@Timeout(60)
class AdminHostsTest {
    @TempDir Path directory;
    private Appliance appliance;

    @BeforeEach
    void begin() {
        start("host: 127.0.0.1");
    }

    private void start(String admin) {
        String yaml =
                """
                data-directory: %s
                gateway: {port: 0}
                admin: {%s, port: 0, allowed-hosts: [Gate.example]}
                """
                        .formatted(directory, admin);
        appliance =
                Appliance.start(
                        new ConfigurationFile(Map.of()).parse(yaml, "test").settings(),
                        Clock.systemUTC());
    }

    @AfterEach
    void end() {
        appliance.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8081",
                "127.0.0.1",
                "127.0.0.1:1",
                "127.8.8.8",
                "[::1]:8081",
                "gate.example",
                "GATE.example:443"
            })
    void loopbackAndTheNamesOfTheConfigurationAreAnswered(String host) throws IOException {
        // When
        String answer = ask("/health/live", host);
        // Then
        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8081",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "gate.example.evil.example",
                "10.1.2.3",
                "[::2]"
            })
    void anyOtherNameIsMisdirectedAndToldTheFix(String host) throws IOException {
        for (String path : new String[] {"/health/live", "/metrics", "/admin/v1/keys", "/x"}) {
            // When
            String answer = ask(path, host);
            // Then
            assertThat(answer)
                    .startsWith("HTTP/1.1 421")
                    .contains("host_not_allowed", "admin.allowed-hosts");
        }
    }

    @Test
    void theAddressThatACallCameToIsAnswered() throws IOException {
        // Given
        appliance.close();
        start("host: 0.0.0.0, allow-plain: true");
        URI admin = URI.create(appliance.adminAddress());
        try (Socket socket = new Socket("127.0.0.9", admin.getPort())) {
            // When
            String known = said(socket, "/health/live", "127.0.0.9");
            String strange = ask("/health/live", "10.9.9.9");
            // Then
            assertThat(known).startsWith("HTTP/1.1 200");
            assertThat(strange).startsWith("HTTP/1.1 421");
        }
    }

    private String ask(String path, String host) throws IOException {
        URI admin = URI.create(appliance.adminAddress());
        try (Socket socket = new Socket(admin.getHost(), admin.getPort())) {
            return said(socket, path, host);
        }
    }

    private static String said(Socket socket, String path, String host) throws IOException {
        socket.setSoTimeout(10_000);
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder said = new StringBuilder();
        while (said.indexOf("}") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new AssertionError("the connection ended behind: " + said);
            }
            said.append((char) next);
        }
        return said.toString();
    }
}
