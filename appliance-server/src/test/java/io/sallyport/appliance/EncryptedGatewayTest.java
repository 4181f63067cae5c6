package io.sallyport.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.audit.port.Trace;
import io.sallyport.exchange.Ending;
import io.sallyport.simulator.Personality;
import io.sallyport.simulator.Simulator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway with TLS, called by real TLS clients and by callers that only look like one. */
@Timeout(120)
class EncryptedGatewayTest {
    private static final String LIST =
            "GET /v1/models/m HTTP/1.1~~Host: x~~Authorization: Bearer KEY~~~~";

    @TempDir Path directory;
    private Simulator simulator;
    private TestCertificate own;
    private TestAppliance appliance;

    @BeforeEach
    void begin() throws Exception {
        simulator =
                Simulator.start(
                        0,
                        List.of(
                                new Personality("m", Duration.ZERO, Duration.ZERO, 0, 5, 1),
                                new Personality(
                                        "long", Duration.ZERO, Duration.ZERO, 0, 15_000, 1)));
        own = TestCertificate.in(directory, "EC");
        appliance =
                appliance(
                        "tls: {%s}, head-timeout: 800ms, answer-timeout: 600ms"
                                .formatted(own.tls()));
    }

    private TestAppliance appliance(String gateway) {
        return new TestAppliance(
                directory,
                """
                providers:
                  o: {base-url: "%s", authentication: none, allow-networks: [127.0.0.1]}
                models:
                  m: {capabilities: [streaming], deployments: [{provider: o, price: {input: 1, output: 1}}]}
                  slow: {deployments: [{provider: o, price: {input: 1, output: 1}}]}
                  long: {capabilities: [streaming], deployments: [{provider: o, price: {input: 1, output: 1}}]}
                """
                        .formatted(simulator.base()),
                gateway);
    }

    @AfterEach
    void end() {
        appliance.close();
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void requestsAnswersAndStreamsOfAnySizeAreEncrypted(String version) throws Exception {
        // Given
        String padding = "x".repeat(700_000);
        String large =
                "{\"model\":\"m\",\"user\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"ECHO:pong\"}]}"
                        .formatted(padding);
        String stream =
                "{\"model\":\"long\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        try (HttpClient client = client(own.trusting(), version)) {
            // When
            HttpResponse<String> whole = post(client, large);
            HttpResponse<String> streamed = post(client, stream);
            // Then
            assertThat(appliance.uri("/").getScheme()).isEqualTo("https");
            assertThat(whole.sslSession().orElseThrow().getProtocol()).isEqualTo(version);
            assertThat(whole.body()).contains("pong");
            assertThat(streamed.body()).endsWith("data: [DONE]\n\n").hasSizeGreaterThan(1_000_000);
        }
    }

    @Test
    void weakSuitesAreRefusedAndCounted() throws Exception {
        // Given
        try (SSLSocket weak = socket(own.trusting())) {
            weak.setEnabledProtocols(new String[] {"TLSv1.2"});
            weak.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            // When
            Throwable refused = catchThrowable(weak::startHandshake);
            // Then
            assertThat(refused).isInstanceOf(SSLException.class);
            awaitRefused("handshake", 1);
        }
    }

    @Test
    void http11IsNegotiatedAndNothingElse() throws Exception {
        try (SSLSocket http1 = socket(own.trusting());
                SSLSocket http2 = socket(own.trusting())) {
            // Given
            offer(http1, "h2", "http/1.1");
            offer(http2, "h2");
            // When
            http1.startHandshake();
            Throwable refused = catchThrowable(http2::startHandshake);
            // Then
            assertThat(http1.getApplicationProtocol()).isEqualTo("http/1.1");
            assertThat(refused).isInstanceOf(SSLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 40})
    void aHandshakeThatIsNeverFinishedIsGivenUpWithinTheTimeOfAHead(int bytes) throws Exception {
        // Given: so many bytes of a good first record, then silence, on many connections
        byte[] hello = hello();
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket caller = plain();
            caller.getOutputStream().write(hello, 0, bytes);
            callers.add(caller);
        }
        // When
        List<Integer> heard = new ArrayList<>();
        for (Socket caller : callers) {
            heard.add(caller.getInputStream().read());
            caller.close();
        }
        // Then: the gateway closed every one of them, and serves others
        assertThat(heard).hasSize(20).containsOnly(-1);
        awaitRefused("slow_handshake", 20);
        try (RawCaller good = new RawCaller(appliance, socket(own.trusting()))) {
            assertThat(good.say(LIST).until("\"id\":\"m\"")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aHandshakeThatTricklesIsGivenUpTooAndOneThatBreaksOffIsCounted() throws Exception {
        // Given
        byte[] hello = hello();
        try (Socket trickling = plain();
                Socket broken = plain()) {
            // When
            broken.getOutputStream().write(hello, 0, 40);
            broken.shutdownOutput();
            Throwable cut =
                    catchThrowable(() -> {
                        for (byte next : hello) {
                            trickling.getOutputStream().write(next);
                            TimeUnit.MILLISECONDS.sleep(20);
                        }
                    });
            // Then
            assertThat(cut).isInstanceOf(IOException.class);
            awaitRefused("slow_handshake", 1);
            awaitRefused("handshake", 1);
        }
    }

    @Test
    void plainHttpIsToldToSpeakTlsAndCounted() throws Exception {
        try (RawCaller plain = new RawCaller(appliance)) {
            // When
            String answer = plain.say(LIST).end().rest();
            // Then
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("connection: close", "tls_required", "https://");
            awaitRefused("plain_text", 1);
        }
    }

    @Test
    void anAnswerThatIsWholeEndsWithAGoodbyeOfTls() throws Exception {
        // Given
        String last = LIST.replace("~~~~", "~~Connection: close~~~~");
        try (RawCaller caller = new RawCaller(appliance, socket(own.trusting()))) {
            // When: without the goodbye the JDK would throw instead of ending
            String answer = caller.say(last).rest();
            // Then
            assertThat(answer).startsWith("HTTP/1.1 200").contains("\"id\":\"m\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aCallerThatLeavesIsNoticed(String version) throws Exception {
        // Given
        try (SSLSocket socket = socket(own.trusting());
                RawCaller caller = new RawCaller(appliance, socket)) {
            socket.setEnabledProtocols(new String[] {version});
            caller.ask("/v1/chat/completions", "Authorization: Bearer KEY~~", chat("slow"));
            appliance.awaitInFlight(1);
        }
        // When: it has closed its end
        Trace trace = appliance.onlyTrace();
        // Then
        assertThat(trace.ending()).isEqualTo(Ending.CALLER_GONE);
    }

    @Test
    void aReaderThatTakesNothingIsLeft() throws Exception {
        // Given
        try (Socket plain = new Socket()) {
            plain.setReceiveBufferSize(4 << 10);
            URI gateway = appliance.uri("/");
            plain.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
            Socket socket =
                    own.trusting().getSocketFactory().createSocket(plain, "localhost", 1, true);
            RawCaller caller = new RawCaller(appliance, socket);
            // When
            caller.ask(
                    "/v1/chat/completions",
                    "Authorization: Bearer KEY~~",
                    chat("long").replace("{\"model", "{\"stream\":true,\"model"));
            // Then
            assertThat(appliance.onlyTrace().ending()).isEqualTo(Ending.CALLER_GONE);
            awaitRefused("slow_reader", 1);
        }
    }

    private static String chat(String model) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .formatted(model);
    }

    @Test
    void aCallerWithoutItsCertificateIsRefusedWhereOneIsNeeded() throws Exception {
        // Given
        TestCertificate caller = TestCertificate.in(directory, "RSA");
        appliance.close();
        appliance =
                appliance(
                        "tls: {%s, client-ca-file: %s}".formatted(own.tls(), caller.certificate()));
        try (RawCaller known = new RawCaller(appliance, socket(context(own, caller)));
                RawCaller without = new RawCaller(appliance, socket(own.trusting()));
                RawCaller stranger = new RawCaller(appliance, socket(own.context()))) {
            // When
            String answer = known.say(LIST).until("\"id\":\"m\"");
            // Then
            assertThat(answer).startsWith("HTTP/1.1 200");
            assertThatThrownBy(() -> without.say(LIST).until("\"id\""))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> stranger.say(LIST).until("\"id\""))
                    .isInstanceOf(IOException.class);
            awaitRefused("handshake", 2);
        }
    }

    @Test
    void aCallerWithoutACertificateIsServedWhereOneIsOnlyWanted() throws Exception {
        // Given
        TestCertificate caller = TestCertificate.in(directory, "RSA");
        appliance.close();
        appliance =
                appliance(
                        "tls: {%s, client-ca-file: %s, client-certificates: wanted}"
                                .formatted(own.tls(), caller.certificate()));
        try (HttpClient without = client(own.trusting(), "TLSv1.3");
                HttpClient stranger = client(own.context(), "TLSv1.3")) {
            // When
            int status = get(without).statusCode();
            // Then
            assertThat(status).isEqualTo(200);
            assertThatThrownBy(() -> get(stranger)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aHelloOfTlsOnAPlainPortEndsAtOnceAndIsCounted() throws Exception {
        // Given
        appliance.close();
        appliance = appliance("head-timeout: 10m");
        try (SSLSocket caller = socket(own.trusting())) {
            // When
            Throwable refused = catchThrowable(caller::startHandshake);
            // Then
            assertThat(refused).isInstanceOf(SSLException.class);
            awaitRefused("control_byte", 1);
        }
    }

    /** The certificate that this client trusts and the one that it shows are two. */
    private static SSLContext context(TestCertificate trusted, TestCertificate shown) {
        return new UpstreamTrust(
                        PemFiles.certificates(trusted.certificate()),
                        java.util.Optional.of(
                                new UpstreamTrust.Identity(
                                        PemFiles.privateKey(shown.key()),
                                        PemFiles.certificates(shown.certificate()))))
                .context();
    }

    private static void offer(SSLSocket socket, String... protocols) {
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
    }

    /** The first record of a real client. */
    private byte[] hello() throws Exception {
        var engine = own.trusting().createSSLEngine();
        engine.setUseClientMode(true);
        var record = java.nio.ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(java.nio.ByteBuffer.allocate(0), record);
        byte[] bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        return bytes;
    }

    private Socket plain() throws IOException {
        URI gateway = appliance.uri("/");
        Socket socket = new Socket(gateway.getHost(), gateway.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private SSLSocket socket(SSLContext context) throws IOException {
        Socket plain = plain();
        return (SSLSocket)
                context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
    }

    private static HttpClient client(SSLContext context, String version) {
        var parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {version});
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .sslParameters(parameters)
                .build();
    }

    private HttpResponse<String> post(HttpClient client, String body) throws Exception {
        return send(
                client,
                HttpRequest.newBuilder(appliance.uri("/v1/chat/completions"))
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(HttpClient client) throws Exception {
        return send(client, HttpRequest.newBuilder(appliance.uri("/v1/models/m")));
    }

    private HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws Exception {
        return client.send(
                request.header("authorization", "Bearer " + appliance.key())
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** The gateway may count a moment after the caller has seen the end. */
    private void awaitRefused(String reason, int times) throws Exception {
        for (int i = 0; i < 200 && appliance.refusedFor(reason) < times; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(appliance.refusedFor(reason)).as(reason).isEqualTo(times);
    }
}
