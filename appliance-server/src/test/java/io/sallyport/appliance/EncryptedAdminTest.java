package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The admin listener with TLS, called by the command line and by whoever has none. */
@Timeout(120)
class EncryptedAdminTest {
    @TempDir Path directory;
    private TestCertificate own;
    private TestCertificate clerk;
    private Appliance appliance;

    @BeforeEach
    void begin() throws Exception {
        own = TestCertificate.in(directory, "EC");
        clerk = TestCertificate.in(directory, "RSA");
        appliance = appliance("");
    }

    private Appliance appliance(String more) {
        String yaml =
                """
                data-directory: %s
                gateway: {port: 0}
                admin: {port: 0, tls: {%s%s}}
                """
                        .formatted(directory, own.tls(), more);
        return Appliance.start(
                new ConfigurationFile(Map.of()).parse(yaml, "test").settings(), Clock.systemUTC());
    }

    @AfterEach
    void end() {
        appliance.close();
    }

    @Test
    void theCommandLineTrustsTheAuthorityThatItIsTold() {
        // When
        Said trusting = keys("--ca-file", own.certificate().toString());
        Said strange = keys();
        // Then
        assertThat(appliance.adminAddress()).startsWith("https://127.0.0.1:");
        assertThat(trusting.code()).isZero();
        assertThat(trusting.text()).startsWith("ID ");
        assertThat(strange.code()).isEqualTo(1);
        assertThat(strange.text()).contains("--ca-file");
    }

    @Test
    void theCommandLineShowsACertificateWhereOneIsNeeded() {
        // Given
        appliance.close();
        appliance = appliance(", client-ca-file: " + clerk.certificate());
        String[] trust = {"--ca-file", own.certificate().toString()};
        // When
        Said without = keys(trust);
        Said with =
                keys(
                        "--ca-file",
                        own.certificate().toString(),
                        "--certificate-file",
                        clerk.certificate().toString(),
                        "--key-file",
                        clerk.key().toString());
        // Then
        assertThat(with.code()).isZero();
        assertThat(without.code()).isEqualTo(1);
        assertThat(keys("--ca-file", "x", "--key-file", "y").code()).isEqualTo(2);
        assertThat(keys("--ca-file", "/nowhere").text()).contains("/nowhere is not there");
    }

    @Test
    void plainHttpIsToldToSpeakTls() throws Exception {
        // When
        Said said = keys("--admin-url", appliance.adminAddress().replace("https://", "http://"));
        // Then
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text()).contains("This port speaks TLS");
        awaitRefused("plain_text");
    }

    @Test
    void manyCallsGoOverOneConnectionAndHandshakesThatAreNeverFinishedAreGivenUp()
            throws Exception {
        // Given
        URI admin = URI.create(appliance.adminAddress());
        try (Socket silent = new Socket(admin.getHost(), admin.getPort());
                SSLSocket open =
                        (SSLSocket)
                                own.trusting()
                                        .getSocketFactory()
                                        .createSocket(admin.getHost(), admin.getPort())) {
            open.startHandshake();
            silent.setSoTimeout(60_000);
            silent.getOutputStream().write(22);
            // When
            int heard = silent.getInputStream().read();
            // Then
            assertThat(heard).isEqualTo(-1);
            awaitRefused("slow_handshake");
            for (int i = 0; i < 3; i++) {
                assertThat(live(open)).startsWith("HTTP/1.1 200");
            }
        }
    }

    private static String live(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write(
                        "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder();
        while (text.indexOf("}") < 0 || socket.getInputStream().available() > 0) {
            text.append((char) socket.getInputStream().read());
        }
        return text.toString();
    }

    private void awaitRefused(String reason) throws Exception {
        String line = "sallyport_connections_refused_total{reason=\"" + reason + "\"} 1.0";
        for (int i = 0; i < 200 && !metrics().contains(line); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(metrics()).contains(line);
    }

    private String metrics() throws Exception {
        try (HttpClient http = HttpClient.newBuilder().sslContext(own.trusting()).build()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(appliance.adminAddress() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** What a command ended with, and what it said. */
    private record Said(int code, String text) {}

    private Said keys(String... options) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "key",
                                "list",
                                "--token-file",
                                appliance.adminTokenFile().toString()));
        arguments.addAll(List.of(options));
        if (!arguments.contains("--admin-url")) {
            arguments.addAll(List.of("--admin-url", appliance.adminAddress()));
        }
        int code =
                Main.commandLine()
                        .setOut(out)
                        .setErr(out)
                        .execute(arguments.toArray(String[]::new));
        return new Said(code, said.toString());
    }
}
