package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.dialect.CallerGone;
import io.sallyport.dialect.Dialect;
import io.sallyport.dialect.Dialects;
import io.sallyport.dialect.ResponseSink;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import io.sallyport.exchange.ExchangeListener;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.Tariff;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.provider.Authentication;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.Provider;
import io.sallyport.provider.Providers;
import io.sallyport.provider.UpstreamCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Failover over real sockets, through the real dialects. */
class ForwarderTest {
    private static final String GOOD =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"pong\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5}}";
    private static final String CHUNK =
            "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"po\"},"
                    + "\"finish_reason\":null}]}\n\n";
    private static final String LAST =
            "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},"
                    + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    private static final Deadlines QUICK =
            new Deadlines(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(400),
                    Duration.ofMillis(400),
                    Duration.ofSeconds(5));

    private final List<TestUpstream> upstreams = new ArrayList<>();
    private final JdkUpstreamClient client = new JdkUpstreamClient();
    private final Dialects dialects = new Dialects(Clock.systemUTC());
    private final Sink sink = new Sink();
    private final AtomicBoolean gone = new AtomicBoolean();
    private Headers extraHeaders = Headers.NONE;
    private boolean refuseWrites;
    private ForwardingRules rules = ForwardingRules.DEFAULTS;

    @AfterEach
    void stop() throws IOException {
        client.close();
        for (TestUpstream upstream : upstreams) {
            upstream.close();
        }
    }

    @Test
    void theFirstCandidateAnswersAndIsBilledAtItsPrice() {
        // Given
        Sent sent = send(false, good());
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(sink.text()).contains("pong").contains("\"model\":\"model-0\"");
        assertThat(sent.charge().billed()).isEqualTo(new NanoUsd(10 * 2 + 5 * 3));
        assertThat(sink.headers.first("x-sallyport-attempts")).contains("1");
    }

    @Test
    void whateverGoesWrongBeforeTheFirstContentIsInvisible() {
        List<TestUpstream.Behaviour> faults =
                List.of(
                        (socket, out) -> socket.setSoLinger(true, 0),
                        (socket, out) -> socket.getInputStream().read(),
                        (socket, out) -> TestUpstream.text(out, "garbage\r\n\r\n"),
                        (socket, out) -> TestUpstream.whole(out, 500, "", "<html>boom</html>"),
                        (socket, out) -> TestUpstream.whole(out, 429, "retry-after: 30\r\n", "{}"),
                        (socket, out) -> TestUpstream.whole(out, 529, "", "{}"),
                        (socket, out) -> TestUpstream.whole(out, 401, "", "{}"),
                        (socket, out) -> TestUpstream.whole(out, 404, "", "{}"),
                        (socket, out) -> TestUpstream.whole(out, 200, "", "not json"),
                        (socket, out) ->
                                TestUpstream.whole(out, 200, "content-encoding: gzip\r\n", GOOD),
                        (socket, out) ->
                                TestUpstream.text(
                                        out,
                                        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                                                + "content-length: 500\r\n\r\n{\"half"));
        for (TestUpstream.Behaviour fault : faults) {
            sink.clear();
            // When
            Sent sent = send(false, upstream(fault), good());
            // Then
            assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
            assertThat(sent.attempts()).hasSize(2);
            assertThat(sent.served().orElseThrow().deployment().value()).isEqualTo("p1/m");
            assertThat(sink.status).isEqualTo(200);
            assertThat(sink.text()).contains("pong");
        }
    }

    @Test
    void aStreamThatFailsBeforeContentIsTakenOver() {
        // Given
        TestUpstream silent =
                upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    socket.getInputStream().read();
                });
        // When
        Sent sent = send(true, silent, streaming());
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.TIMED_OUT);
        assertThat(sink.text()).contains("\"content\":\"po\"").endsWith("data: [DONE]\n\n");
    }

    @Test
    void aStreamThatBreaksAfterContentEndsWithAnErrorAndIsNotBilled() {
        // Given
        TestUpstream breaking =
                upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    TestUpstream.text(out, CHUNK);
                });
        TestUpstream next = streaming();
        // When
        Sent sent = send(true, breaking, next);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.BROKEN_OFF);
        assertThat(next.requests).hasValue(0);
        assertThat(sink.text()).contains("\"content\":\"po\"").contains("data: {\"error\":");
        assertThat(sink.text()).doesNotContain("[DONE]");
        assertThat(sent.charge().billed()).isEqualTo(NanoUsd.ZERO);
        assertThat(sent.charge().atRisk().value()).isPositive();
    }

    @Test
    void theCallersOwnMistakeIsNotTriedElsewhere() {
        // Given
        TestUpstream next = good();
        TestUpstream refusing =
                upstream((socket, out) ->
                        TestUpstream.whole(
                                out,
                                400,
                                "",
                                "{\"error\":{\"message\":\"secret\",\"type\":\"invalid_request_error\"}}"));
        // When
        Sent sent = send(false, refusing, next);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.FAILED);
        assertThat(next.requests).hasValue(0);
        assertThat(sink.status).isEqualTo(400);
        assertThat(sink.text()).doesNotContain("secret");
    }

    @Test
    void anOnlyCandidateIsTriedTwiceThenItsCircuitOpens() {
        // Given
        TestUpstream failing = upstream((socket, out) -> TestUpstream.whole(out, 500, "", "{}"));
        Forwarder forwarder = forwarder(failing);
        // When
        Sent first = send(forwarder, false, 1);
        Sent second = send(forwarder, false, 1);
        Sent third = send(forwarder, false, 1);
        Sent fourth = send(forwarder, false, 1);
        // Then
        assertThat(first.attempts()).hasSize(2);
        assertThat(second.attempts()).hasSize(2);
        assertThat(third.attempts()).hasSize(1);
        assertThat(fourth.attempts()).isEmpty();
        assertThat(failing.requests).hasValue(5);
        assertThat(sink.status).isEqualTo(503);
        assertThat(sink.headers.first("retry-after")).isPresent();
        assertThat(forwarder.breakers().getFirst().position())
                .isEqualTo(BreakerState.Position.OPEN);
    }

    @Test
    void aCallerThatLeavesCancelsTheUpstream() throws InterruptedException {
        // Given
        TestUpstream[] waiting = new TestUpstream[1];
        waiting[0] =
                upstream((socket, out) -> {
                    gone.set(true);
                    waiting[0].untilClosed(socket);
                });
        // When
        Sent sent = send(false, waiting[0]);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.CALLER_GONE);
        assertThat(waiting[0].closedByPeer.await(1, TimeUnit.SECONDS)).isTrue();
        assertThat(sent.charge().billed()).isEqualTo(NanoUsd.ZERO);
    }

    @Test
    void tokensThatNobodyReportedAreEstimatedFromTheTextAlone() {
        // Given
        String forty = "x".repeat(40);
        TestUpstream streamed =
                upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    TestUpstream.text(out, CHUNK.replace("\"po\"", '"' + forty + '"') + LAST);
                });
        String unreported = GOOD.substring(0, GOOD.indexOf(",\"usage\"")) + "}";
        TestUpstream whole =
                upstream((socket, out) ->
                        TestUpstream.whole(out, 200, "", unreported.replace("pong", forty)));
        // Then
        assertThat(send(true, streamed).usage().output()).isEqualTo(10);
        assertThat(send(true, streaming()).usage().output()).isEqualTo(1);
        assertThat(send(false, whole).usage().output()).isEqualTo(10);
    }

    @Test
    void aCallerThatLeavesDuringThePauseOrBeforeTheErrorIsGone() {
        // Given
        TestUpstream failing =
                upstream((socket, out) -> {
                    TestUpstream.whole(out, 500, "", "{}");
                    gone.set(true);
                });
        TestUpstream refusing = upstream((socket, out) -> TestUpstream.whole(out, 400, "", "{}"));
        // When
        Sent paused = send(false, failing);
        refuseWrites = true;
        gone.set(false);
        Sent unheard = send(false, refusing);
        // Then
        assertThat(paused.ending()).isEqualTo(Ending.CALLER_GONE);
        assertThat(failing.requests).hasValue(1);
        assertThat(unheard.ending()).isEqualTo(Ending.CALLER_GONE);
        assertThat(unheard.rejection()).isEmpty();
    }

    @Test
    void anExtraHeaderOfTheConnectionOrTheCredentialIsRefused() {
        for (String name : List.of("Host", "content-length", "Authorization", "x-api-key")) {
            // Given
            extraHeaders = Headers.of(name, "s3cret");
            // Then
            assertThatThrownBy(() -> send(false, good()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("provider p0")
                    .hasMessageContaining(name.toLowerCase(Locale.ROOT))
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void aProbeThatDiesOfADefectLetsTheNextOneProbe() {
        // Given
        TestUpstream upstream = good();
        RefusingClient defect = new RefusingClient();
        MovingClock time = new MovingClock();
        Forwarder forwarder = forwarder(defect, time, upstream);
        for (int i = 0; i < ForwardingRules.DEFAULTS.breakerFailures(); i++) {
            send(forwarder, false, 1);
        }
        time.now = time.now.plusSeconds(60);
        defect.broken = true;
        assertThatThrownBy(() -> send(forwarder, false, 1))
                .isInstanceOf(IllegalStateException.class);
        assertThat(forwarder.breakers().getFirst().position())
                .isEqualTo(BreakerState.Position.OPEN);
        // When
        defect.broken = false;
        defect.working = true;
        Sent sent = send(forwarder, false, 1);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
    }

    @Test
    void aCallerThatLeavesABusyStreamIsNoticed() {
        // Given
        TestUpstream busy =
                upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    trickle(out, ": busy\n", 10);
                    gone.set(true);
                    trickle(out, ": busy\n", 50);
                });
        // When
        Sent sent = send(true, busy);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.CALLER_GONE);
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.CALLER_GONE);
    }

    @Test
    void aCallerIsKeptAliveWhileNothingReachesIt() {
        // Given
        rules =
                new ForwardingRules(
                        5,
                        Duration.ofSeconds(15),
                        4,
                        1 << 20,
                        1 << 20,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(2));
        String withheld = CHUNK.replace("\"content\":\"po\"", "\"role\":\"assistant\"");
        TestUpstream slow =
                upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    trickle(out, withheld, 20);
                    TestUpstream.text(out, CHUNK + LAST);
                });
        // When
        Sent sent = send(true, slow);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(sink.text()).startsWith(":");
    }

    @Test
    void aCutOffErrorBodyStillObeysItsStatusAndTheWaitIsAtMostAMinute() {
        // Given
        TestUpstream limiting =
                upstream((socket, out) ->
                        TestUpstream.text(
                                out,
                                "HTTP/1.1 429 X\r\ncontent-type: application/json\r\n"
                                        + "retry-after: 300\r\ncontent-length: 500\r\n\r\n{\"half"));
        // When
        Sent sent = send(false, limiting);
        // Then
        assertThat(sent.attempts()).hasSize(1);
        assertThat(sent.attempts().getFirst().outcome()).isEqualTo(AttemptOutcome.RATE_LIMITED);
        assertThat(sink.status).isEqualTo(429);
        assertThat(sink.headers.first("retry-after")).contains("60");
    }

    private static void trickle(OutputStream out, String piece, int times)
            throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            TestUpstream.text(out, piece);
            Thread.sleep(20);
        }
    }

    private TestUpstream upstream(TestUpstream.Behaviour behaviour) {
        TestUpstream upstream = new TestUpstream(behaviour);
        upstreams.add(upstream);
        return upstream;
    }

    private TestUpstream good() {
        return upstream((socket, out) -> TestUpstream.whole(out, 200, "", GOOD));
    }

    private TestUpstream streaming() {
        return upstream((socket, out) -> {
            TestUpstream.streamHead(out);
            TestUpstream.text(out, CHUNK + LAST);
        });
    }

    private Forwarder forwarder(TestUpstream... targets) {
        return forwarder(client, Clock.systemUTC(), targets);
    }

    private Forwarder forwarder(UpstreamClient by, Clock clock, TestUpstream... targets) {
        List<Provider> providers = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            providers.add(
                    new Provider(
                            new ProviderName("p" + i),
                            DialectName.OPENAI_CHAT,
                            targets[i].base(),
                            Authentication.NONE,
                            Optional.empty(),
                            extraHeaders,
                            false,
                            QUICK));
        }
        return new Forwarder(
                dialects,
                new Providers(providers),
                by,
                rules,
                clock,
                new Random(7),
                ExchangeListener.NONE);
    }

    private Sent send(boolean streaming, TestUpstream... targets) {
        return send(forwarder(targets), streaming, targets.length);
    }

    private Sent send(Forwarder forwarder, boolean streaming, int targets) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < targets; i++) {
            candidates.add(
                    new Candidate(
                            new DeploymentId("p" + i + "/m"),
                            new ModelId("model-" + i),
                            new ProviderName("p" + i),
                            "m",
                            new Tariff(
                                    "1",
                                    new NanoUsd(2_000_000),
                                    new NanoUsd(1_000_000),
                                    new NanoUsd(2_000_000),
                                    new NanoUsd(3_000_000)),
                            OptionalInt.empty()));
        }
        RoutePlan plan = new RoutePlan(candidates, Strategy.EXPLICIT, "test", List.of());
        Dialect dialect = dialects.named(DialectName.OPENAI_CHAT);
        ModelRequest request =
                dialect.decode(
                        new Head("POST", "/v1/chat/completions", "", Headers.NONE),
                        ("{\"model\":\"m\",\"stream\":"
                                        + streaming
                                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}")
                                .getBytes(StandardCharsets.UTF_8));
        return forwarder.send(
                plan, request, dialect.reply(request, new RequestId("req_1"), sink), gone::get);
    }

    /** Cannot connect, has a defect, or works. */
    private final class RefusingClient implements UpstreamClient {
        private boolean broken;
        private boolean working;

        @Override
        public UpstreamResponse send(UpstreamCall call, Waiting waiting) throws IOException {
            if (broken) {
                throw new IllegalStateException("a defect");
            }
            if (!working) {
                throw new NotConnected(new IOException("refused"));
            }
            return client.send(call, waiting);
        }

        @Override
        public void close() {}
    }

    /** Keeps what reaches the caller. */
    private final class Sink implements ResponseSink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int status;
        private Headers headers = Headers.NONE;

        @Override
        public void send(int code, Headers fields, byte[] body) {
            begin(code, fields);
            bytes.writeBytes(body);
        }

        @Override
        public void begin(int code, Headers fields) {
            if (refuseWrites || gone.get()) {
                throw new CallerGone();
            }
            status = code;
            headers = fields;
        }

        @Override
        public void write(byte[] piece) {
            bytes.writeBytes(piece);
        }

        @Override
        public void end() {}

        @Override
        public void abort() {
            throw new AssertionError("a reply was ended twice");
        }

        void clear() {
            bytes.reset();
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
