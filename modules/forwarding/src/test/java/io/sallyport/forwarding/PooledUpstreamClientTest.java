package io.sallyport.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.exchange.Headers;
import io.sallyport.provider.Deadlines;
import io.sallyport.provider.Network;
import io.sallyport.provider.Reach;
import io.sallyport.provider.UpstreamCall;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Our own client keeps the contract, and what the JDK's cannot promise. */
class PooledUpstreamClientTest extends UpstreamClientContract {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

    @Override
    UpstreamClient client() {
        return pooled();
    }

    private static PooledUpstreamClient pooled() {
        return new PooledUpstreamClient(AddressBook.SYSTEM, Optional.empty(), 64);
    }

    @Test
    void aCallOnAKeptConnectionThatTheUpstreamClosedIsSentAgainOnANewOne() throws Exception {
        // Given: an upstream that closes each connection after its answer without saying so
        try (TestUpstream upstream =
                        new TestUpstream((socket, out) -> TestUpstream.text(out, ANSWER));
                UpstreamClient client = pooled()) {
            for (int i = 0; i < 20; i++) {
                // When
                try (UpstreamResponse response = client.send(call(upstream), () -> {})) {
                    // Then
                    assertThat(response.body().readAllBytes()).hasSize(2);
                }
                TimeUnit.MILLISECONDS.sleep(i);
            }
            assertThat(upstream.requests).hasValue(20);
        }
    }

    @Test
    void aCallOnAKeptConnectionIsNotSentAgainWhenAByteOfTheAnswerCame() throws Exception {
        // Given: the second answer of a connection is cut off after a byte
        int[] answers = new int[1];
        try (TestUpstream upstream =
                        new TestUpstream((socket, out) -> {
                            if (answers[0]++ == 0) {
                                TestUpstream.text(out, ANSWER);
                            } else {
                                TestUpstream.text(out, "H");
                                socket.close();
                            }
                        });
                UpstreamClient client = pooled()) {
            upstream.keepsConnections();
            try (UpstreamResponse response = client.send(call(upstream), () -> {})) {
                assertThat(response.body().readAllBytes()).hasSize(2);
            }
            // When
            assertThatThrownBy(() -> client.send(call(upstream), () -> {}))
                    .isInstanceOf(IOException.class);
            // Then
            assertThat(upstream.requests).hasValue(2);
        }
    }

    @Test
    void whatAnUpstreamSaysUnaskedIsNeverTheAnswerToTheNextCall() throws Exception {
        // Given: an upstream that answers every request twice, the second time a moment later
        AtomicInteger count = new AtomicInteger();
        try (TestUpstream upstream =
                        new TestUpstream((socket, out) -> {
                            String mine = "%02d".formatted(count.incrementAndGet());
                            TestUpstream.text(out, ANSWER.replace("{}", mine));
                            TestUpstream.pause(30);
                            TestUpstream.text(out, ANSWER.replace("{}", "no"));
                        });
                UpstreamClient client = pooled()) {
            upstream.keepsConnections();
            for (int i = 1; i <= 5; i++) {
                // When
                try (UpstreamResponse response = client.send(call(upstream), () -> {})) {
                    // Then
                    assertThat(response.body().readAllBytes())
                            .asString()
                            .isEqualTo("%02d".formatted(i));
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    @Test
    void aConnectionThatWasClosedLongAgoIsFoundOutBeforeAnythingIsSent() throws Exception {
        // Given: a kept connection that its upstream closed more than a second ago
        try (TestUpstream upstream =
                        new TestUpstream((socket, out) -> TestUpstream.text(out, ANSWER));
                PooledUpstreamClient client = pooled()) {
            try (UpstreamResponse response = client.send(call(upstream), () -> {})) {
                assertThat(response.body().readAllBytes()).hasSize(2);
            }
            TimeUnit.MILLISECONDS.sleep(1200);
            // When
            client.send(call(upstream), () -> {}).close();
            // Then
            assertThat(upstream.connections).hasValue(2);
            assertThat(client.figures().stale()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatRestsKeepsNothingOfItsLastCall() throws Exception {
        // Given: a kept connection behind a call
        try (TestUpstream upstream =
                        new TestUpstream((socket, out) -> TestUpstream.text(out, ANSWER));
                PooledUpstreamClient client = pooled()) {
            upstream.keepsConnections();
            WeakReference<Waiting> caller = called(client, call(upstream));
            assertThat(client.figures().resting()).isEqualTo(1);
            // When
            for (int i = 0; i < 200 && caller.get() != null; i++) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            // Then
            assertThat(caller.get()).isNull();
            assertThat(client.figures().resting()).isEqualTo(1);
        }
    }

    /** Who waited for an answer that has come, as far as anything still knows it. */
    private static WeakReference<Waiting> called(UpstreamClient client, UpstreamCall call)
            throws IOException {
        AtomicInteger looks = new AtomicInteger();
        Waiting waiting = looks::incrementAndGet;
        try (UpstreamResponse response = client.send(call, waiting)) {
            assertThat(response.body().readAllBytes()).hasSize(2);
        }
        assertThat(looks.get()).isPositive();
        return new WeakReference<>(waiting);
    }

    @Test
    void whoWantsNothingWhileItWaitsIsLeftAlone() throws Exception {
        // Given: an upstream that takes its time, and a caller who wants nothing
        try (TestUpstream upstream =
                        new TestUpstream((socket, out) -> {
                            TestUpstream.pause(1000);
                            TestUpstream.text(out, ANSWER);
                        });
                UpstreamClient client = pooled()) {
            Asked caller = new Asked();
            // When
            try (UpstreamResponse response = client.send(call(upstream), caller)) {
                assertThat(response.body().readAllBytes()).hasSize(2);
            }
            // Then: it was asked all the while, and looked after only when something came
            assertThat(caller.asked.get()).isGreaterThan(4);
            assertThat(caller.lookedAfter.get()).isBetween(1, 3);
        }
    }

    private static final class Asked implements Waiting {
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger lookedAfter = new AtomicInteger();

        @Override
        public void still() {
            lookedAfter.incrementAndGet();
        }

        @Override
        public boolean wants(long now) {
            asked.incrementAndGet();
            return false;
        }
    }

    @Test
    void theFiguresSayWhatThePoolIsAt() throws Exception {
        try (TestUpstream upstream =
                        new TestUpstream((socket, out) -> TestUpstream.text(out, ANSWER));
                PooledUpstreamClient client = pooled()) {
            upstream.keepsConnections();
            // When
            UpstreamResponse first = client.send(call(upstream), () -> {});
            // Then
            assertThat(client.figures()).isEqualTo(new PoolFigures(1, 0, 0, 1, 0, 0));
            first.body().readAllBytes();
            first.close();
            assertThat(client.figures()).isEqualTo(new PoolFigures(0, 1, 0, 1, 0, 0));
            try (UpstreamResponse second = client.send(call(upstream), () -> {})) {
                assertThat(client.figures()).isEqualTo(new PoolFigures(1, 0, 0, 1, 1, 0));
                assertThat(second.body().readAllBytes()).hasSize(2);
            }
        }
    }

    @Test
    void providersThatAreReachedDifferentlyShareNoConnection() throws Exception {
        try (TestUpstream upstream =
                        new TestUpstream((socket, out) -> TestUpstream.text(out, ANSWER));
                PooledUpstreamClient client = pooled()) {
            upstream.keepsConnections();
            Reach other = Reach.within(TestUpstream.HERE, Network.of("10.0.0.0/8"));
            for (Reach reach : List.of(TestUpstream.REACH, other, TestUpstream.REACH, other)) {
                // When
                try (UpstreamResponse response =
                        client.send(
                                new UpstreamCall(
                                        upstream.base(),
                                        Headers.NONE,
                                        new byte[0],
                                        Deadlines.DEFAULTS,
                                        reach),
                                () -> {})) {
                    assertThat(response.body().readAllBytes()).hasSize(2);
                }
            }
            // Then
            assertThat(upstream.connections).hasValue(2);
        }
    }

    @Test
    void aClosedClientConnectsNoMore() throws Exception {
        try (TestUpstream upstream =
                new TestUpstream((socket, out) -> TestUpstream.text(out, ANSWER))) {
            // Given
            UpstreamClient client = pooled();
            client.close();
            // When
            assertThatThrownBy(() -> client.send(call(upstream), () -> {}))
                    .isInstanceOf(IOException.class);
            // Then
            assertThat(upstream.connections).hasValue(0);
        }
    }

    @Test
    void anUpstreamThatTakesNothingOfALargeBodyIsGivenUpAtTheDeadline() throws Exception {
        // Given: more than any send buffer holds, and nobody reads it
        try (TestUpstream upstream = new TestUpstream((socket, out) -> TimeUnit.SECONDS.sleep(20));
                UpstreamClient client = pooled()) {
            upstream.answersEarly();
            Duration far = Duration.ofSeconds(20);
            UpstreamCall large =
                    new UpstreamCall(
                            upstream.base(),
                            Headers.NONE,
                            new byte[32 << 20],
                            new Deadlines(far, Duration.ofMillis(300), far, far),
                            TestUpstream.REACH);
            // Then
            assertThatThrownBy(() -> client.send(large, () -> {}))
                    .isInstanceOf(DeadlinePassed.class)
                    .hasMessageContaining("FIRST_BYTE");
        }
    }

    @Test
    void aCallBeyondThePoolWaitsAndASilentUpstreamIsNotAskedByIt() throws Exception {
        // Given: a pool of one whose connection is in use
        try (TestUpstream upstream =
                        new TestUpstream((socket, out) -> TestUpstream.text(out, ANSWER));
                UpstreamClient client =
                        new PooledUpstreamClient(AddressBook.SYSTEM, Optional.empty(), 1)) {
            Duration far = Duration.ofSeconds(20);
            UpstreamCall impatient =
                    new UpstreamCall(
                            upstream.base(),
                            Headers.NONE,
                            new byte[0],
                            new Deadlines(Duration.ofMillis(200), far, far, far),
                            TestUpstream.REACH);
            try (UpstreamResponse response = client.send(call(upstream), () -> {})) {
                // Then
                assertThatThrownBy(() -> client.send(impatient, () -> {}))
                        .isInstanceOf(DeadlinePassed.class);
                assertThat(response.body().readAllBytes()).hasSize(2);
            }
            assertThat(upstream.requests).hasValue(1);
            client.send(impatient, () -> {}).close();
        }
    }

    @Test
    void aConnectionIsMadeToTheAddressThatWasCheckedAndToNoOther() throws Exception {
        // Given: a book that knows the name, and one that refuses it
        try (TestUpstream upstream =
                        new TestUpstream((socket, out) -> TestUpstream.text(out, ANSWER));
                UpstreamClient known = withBook(host -> List.of(InetAddress.getLoopbackAddress()));
                UpstreamClient refused =
                        withBook(host -> {
                            throw new IOException("refused");
                        })) {
            UpstreamCall call =
                    new UpstreamCall(
                            URI.create("http://checked.invalid:" + upstream.base().getPort()),
                            Headers.NONE,
                            new byte[0],
                            Deadlines.DEFAULTS,
                            TestUpstream.REACH);
            // Then
            assertThatThrownBy(() -> refused.send(call, () -> {})).isInstanceOf(NotConnected.class);
            assertThat(upstream.connections).hasValue(0);
            try (UpstreamResponse response = known.send(call, () -> {})) {
                assertThat(response.status()).isEqualTo(200);
            }
        }
    }

    private static UpstreamClient withBook(AddressBook book) {
        return new PooledUpstreamClient(book, Optional.empty(), 64);
    }

    private static UpstreamCall call(TestUpstream upstream) {
        return new UpstreamCall(
                upstream.base(),
                Headers.of("content-type", "application/json"),
                new byte[] {'{', '}'},
                Deadlines.DEFAULTS,
                TestUpstream.REACH);
    }
}
