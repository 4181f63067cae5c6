package io.sallyport.forwarding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Ending;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.UpstreamCall;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What requests do to the circuit of a deployment, and the circuit to them. */
class CircuitTest {
    private final TestForwarding world = new TestForwarding();

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    @Test
    void theCircuitOfAnOnlyDeploymentOpensToo() {
        // Given
        TestUpstream failing = world.says(500, "", "{}");
        Forwarder forwarder = world.forwarder(failing);
        // When
        Sent first = world.send(forwarder, false, 1);
        Sent second = world.send(forwarder, false, 1);
        Sent third = world.send(forwarder, false, 1);
        Sent fourth = world.send(forwarder, false, 1);
        // Then
        assertThat(first.attempts()).hasSize(2);
        assertThat(second.attempts()).hasSize(2);
        assertThat(third.attempts()).hasSize(1);
        assertThat(fourth.attempts()).isEmpty();
        assertThat(failing.requests).hasValue(5);
        assertThat(world.sink.status).isEqualTo(503);
        assertThat(world.sink.headers.first("retry-after")).isPresent();
        assertThat(world.sink.headers.first("x-sallyport-attempts")).contains("0");
        assertThat(world.sink.headers.first("x-sallyport-reason")).contains("test");
        assertThat(world.sink.headers.first("x-sallyport-model")).isEmpty();
        assertThat(position(forwarder)).isEqualTo(BreakerState.Position.OPEN);
    }

    @ParameterizedTest
    @CsvSource({
        "400,OPENAI_CHAT",
        "403,OPENAI_CHAT",
        "413,OPENAI_CHAT",
        "422,OPENAI_CHAT",
        "400,ANTHROPIC_MESSAGES",
        "403,ANTHROPIC_MESSAGES",
        "413,ANTHROPIC_MESSAGES"
    })
    void whatMayBeTheCallersOwnFaultNeverOpensIt(int status, DialectName dialect) {
        // Given
        world.upstream = dialect;
        Forwarder forwarder = world.forwarder(world.says(status, "", "{}"));
        // When
        for (int i = 0; i < 2 * ForwardingRules.DEFAULTS.breakerFailures(); i++) {
            world.send(forwarder, false, 1);
        }
        // Then
        assertThat(position(forwarder)).isEqualTo(BreakerState.Position.CLOSED);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerOverALimitOfOursNeverOpensIt(OverLimit answer) {
        // Given
        byte[] body = answer.body().getBytes(US_ASCII);
        TestUpstream huge =
                world.upstream((socket, out) -> {
                    out.write(answer.head(body.length).getBytes(US_ASCII));
                    out.write(body);
                    if (answer.chunked) {
                        out.write("\r\n0\r\n\r\n".getBytes(US_ASCII));
                    }
                    out.flush();
                });
        Forwarder forwarder = world.forwarder(huge);
        int calls = 2 * ForwardingRules.DEFAULTS.breakerFailures();
        List<Sent> sent = new ArrayList<>();
        // When
        for (int i = 0; i < calls; i++) {
            sent.add(world.send(forwarder, answer.streaming, 1));
        }
        // Then
        assertThat(huge.requests).hasValue(calls);
        assertThat(sent).extracting(Sent::ending).containsOnly(Ending.FAILED);
        assertThat(position(forwarder)).isEqualTo(BreakerState.Position.CLOSED);
    }

    /** Answers that are the protocol and yet more than we take. */
    enum OverLimit {
        SIZE(false, false),
        SIZE_WITHOUT_A_LENGTH(false, true),
        JSON_DEPTH(false, false),
        SSE_LINE(true, false),
        JSON_DEPTH_OF_AN_EVENT(true, false),
        EVENTS_WITHOUT_CONTENT(true, true);

        private final boolean streaming;
        private final boolean chunked;

        OverLimit(boolean streaming, boolean chunked) {
            this.streaming = streaming;
            this.chunked = chunked;
        }

        private String body() {
            String deep = "{\"choices\":" + "[".repeat(65) + "]".repeat(65) + "}";
            String empty = "data: {\"id\":\"" + "x".repeat(1_000) + "\",\"choices\":[]}\n\n";
            return switch (this) {
                case SIZE, SIZE_WITHOUT_A_LENGTH ->
                        "x".repeat(ForwardingRules.DEFAULTS.maxAnswerBytes() + 1);
                case JSON_DEPTH -> deep;
                case SSE_LINE ->
                        "data: " + "x".repeat(ForwardingRules.DEFAULTS.maxSseLineBytes()) + "\n\n";
                case JSON_DEPTH_OF_AN_EVENT -> "data: " + deep + "\n\n";
                case EVENTS_WITHOUT_CONTENT ->
                        empty.repeat(ForwardingRules.DEFAULTS.maxSseLineBytes() / 1_000 + 1);
            };
        }

        private String head(int length) {
            return "HTTP/1.1 200 OK\r\ncontent-type: "
                    + (streaming ? "text/event-stream" : "application/json")
                    + (chunked
                            ? "\r\ntransfer-encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(length)
                                    + "\r\n"
                            : "\r\ncontent-length: " + length + "\r\n\r\n");
        }
    }

    @Test
    void whatOnlyAnOpenCircuitCouldAnswerMayBeTriedAgain() {
        // Given: the first cannot express the request, the circuit of the second opens
        world.upstreamAt = Map.of(0, DialectName.ANTHROPIC_MESSAGES);
        world.furtherFields = ",\"n\":2";
        TestUpstream never = world.good();
        Forwarder forwarder = world.forwarder(never, world.says(401, "", "{}"));
        world.send(forwarder, false, 2);
        // When
        Sent sent = world.send(forwarder, false, 2);
        // Then
        assertThat(sent.attempts()).isEmpty();
        assertThat(world.sink.status).isEqualTo(503);
        assertThat(world.sink.headers.first("retry-after")).isPresent();
        assertThat(never.requests).hasValue(0);
    }

    @Test
    void aCredentialThatIsRefusedOpensItAtOnce() {
        // Given
        Forwarder forwarder = world.forwarder(world.says(401, "", "{}"));
        // When
        world.send(forwarder, false, 1);
        // Then
        assertThat(position(forwarder)).isEqualTo(BreakerState.Position.OPEN);
    }

    @Test
    void ofManyRequestsAfterTheCooldownExactlyOneProbesAndItsAnswerClosesIt() throws Exception {
        // Given
        AtomicBoolean well = new AtomicBoolean();
        CountDownLatch release = new CountDownLatch(1);
        TestUpstream upstream =
                world.upstream((socket, out) -> {
                    if (well.get()) {
                        release.await(10, TimeUnit.SECONDS);
                    }
                    TestUpstream.whole(
                            out, well.get() ? 200 : 401, "", Said.whole(DialectName.OPENAI_CHAT));
                });
        MovingClock time = new MovingClock();
        world.clock = time;
        world.deadlines =
                new Deadlines(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20));
        Forwarder forwarder = world.forwarder(upstream);
        world.send(forwarder, false, 1);
        time.now = time.now.plusSeconds(60);
        well.set(true);
        List<Future<Sent>> sent = new ArrayList<>();
        // When
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                sent.add(callers.submit(() -> world.send(forwarder, false, 1, new Sink())));
            }
            while (sent.stream().filter(Future::isDone).count() < 49) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            release.countDown();
        }
        // Then
        assertThat(upstream.requests).hasValue(2);
        assertThat(sent.stream().map(Future::resultNow).map(Sent::ending))
                .containsOnlyOnce(Ending.ANSWERED);
    }

    @Test
    void aProbeThatDiesOfADefectLetsTheNextOneProbe() {
        // Given
        DefectiveClient defect = new DefectiveClient(world.client);
        MovingClock time = new MovingClock();
        world.client = defect;
        world.clock = time;
        Forwarder forwarder = world.forwarder(world.good());
        for (int i = 0; i < ForwardingRules.DEFAULTS.breakerFailures(); i++) {
            world.send(forwarder, false, 1);
        }
        time.now = time.now.plusSeconds(60);
        defect.broken = true;
        assertThatThrownBy(() -> world.send(forwarder, false, 1))
                .isInstanceOf(IllegalStateException.class);
        assertThat(position(forwarder)).isEqualTo(BreakerState.Position.OPEN);
        // When
        defect.broken = false;
        defect.working = true;
        Sent sent = world.send(forwarder, false, 1);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
    }

    @Test
    void whatIsUnderWayIsLoadAndWhatWasAnsweredHasASpeed() {
        // Given
        Forwarder forwarder = world.forwarder(world.good());
        // When
        world.send(forwarder, false, 1);
        // Then
        var signal = forwarder.signals().of(TestForwarding.candidates(1).getFirst().deployment());
        assertThat(signal.available()).isTrue();
        assertThat(signal.inFlight()).isZero();
        assertThat(signal.timeToFirstContent()).isPresent();
    }

    @Test
    void theSpeedOfAStreamIsThatOfItsFirstContentAndNotOfItsHead() {
        // Given: a head at once, the first content after 300 ms
        TestUpstream thoughtful =
                world.upstream((socket, out) -> {
                    TestUpstream.streamHead(out);
                    TestUpstream.pause(300);
                    TestUpstream.text(out, Said.stream(DialectName.OPENAI_CHAT));
                });
        Forwarder forwarder = world.forwarder(thoughtful);
        // When
        Sent sent = world.send(forwarder, true, 1);
        // Then
        assertThat(sent.ending()).isEqualTo(Ending.ANSWERED);
        var signal = forwarder.signals().of(TestForwarding.candidates(1).getFirst().deployment());
        assertThat(signal.timeToFirstContent().orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    private static BreakerState.Position position(Forwarder forwarder) {
        return forwarder.breakers().getFirst().position();
    }

    /** Cannot connect, has a defect, or works. */
    private static final class DefectiveClient implements UpstreamClient {
        private final UpstreamClient client;
        private boolean broken;
        private boolean working;

        private DefectiveClient(UpstreamClient client) {
            this.client = client;
        }

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
        public void close() {
            client.close();
        }
    }
}
