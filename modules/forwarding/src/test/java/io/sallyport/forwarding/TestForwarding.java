package io.sallyport.forwarding;

import io.sallyport.dialect.Dialect;
import io.sallyport.dialect.Dialects;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.DialectName;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A forwarder over real sockets and the real dialects, with a caller that keeps what it gets. The
 * fields are what a test changes before it sends.
 */
final class TestForwarding implements AutoCloseable {
    static final Tariff TARIFF =
            new Tariff(
                    "1",
                    new NanoUsd(2_000_000),
                    new NanoUsd(1_000_000),
                    new NanoUsd(2_000_000),
                    new NanoUsd(3_000_000));

    final AtomicBoolean gone = new AtomicBoolean();
    Sink sink = new Sink();
    DialectName caller = DialectName.OPENAI_CHAT;
    DialectName upstream = DialectName.OPENAI_CHAT;
    Map<Integer, DialectName> upstreamAt = Map.of();
    String furtherFields = "";
    ForwardingRules rules = ForwardingRules.DEFAULTS;
    Deadlines deadlines =
            new Deadlines(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20));
    UpstreamClient client = new PooledUpstreamClient(AddressBook.SYSTEM, Optional.empty(), 64);
    Clock clock = Clock.systemUTC();
    ExchangeListener listener = ExchangeListener.NONE;
    Departure departure = candidate -> Optional.empty();

    private final List<TestUpstream> upstreams = new ArrayList<>();
    private final Dialects dialects = new Dialects(Clock.systemUTC());

    @Override
    public void close() throws IOException {
        client.close();
        for (TestUpstream each : upstreams) {
            each.close();
        }
    }

    TestUpstream upstream(TestUpstream.Behaviour behaviour) {
        TestUpstream made = new TestUpstream(behaviour);
        upstreams.add(made);
        return made;
    }

    /** Answers every request with this status, these header lines and this body. */
    TestUpstream says(int status, String headers, String body) {
        return upstream((socket, out) -> TestUpstream.whole(out, status, headers, body));
    }

    TestUpstream good() {
        return says(200, "", Said.whole(upstream));
    }

    /** Streams these pieces and closes the connection. */
    TestUpstream streams(String... pieces) {
        return upstream((socket, out) -> {
            TestUpstream.streamHead(out);
            for (String piece : pieces) {
                TestUpstream.text(out, piece);
            }
        });
    }

    TestUpstream goodStream() {
        return streams(Said.stream(upstream));
    }

    Forwarder forwarder(TestUpstream... targets) {
        List<Provider> providers = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            providers.add(
                    new Provider(
                            new ProviderName("p" + i),
                            upstreamAt.getOrDefault(i, upstream),
                            targets[i].base(),
                            Authentication.NONE,
                            Optional.empty(),
                            Headers.NONE,
                            false,
                            deadlines,
                            TestUpstream.REACH));
        }
        return new Forwarder(
                dialects, new Providers(providers), client, rules, clock, new Random(7), listener);
    }

    /** One request over a forwarder of its own. */
    Sent send(boolean streaming, TestUpstream... targets) {
        return send(forwarder(targets), streaming, targets.length);
    }

    /** One request to the first so many providers of this forwarder, into a new sink. */
    Sent send(Forwarder forwarder, boolean streaming, int targets) {
        Sink mine = new Sink();
        mine.refuses = sink.refuses;
        sink = mine;
        return send(forwarder, streaming, targets, mine);
    }

    /** The same from any thread. */
    Sent send(Forwarder forwarder, boolean streaming, int targets, Sink into) {
        Dialect dialect = dialects.named(caller);
        ModelRequest request = request(dialect, streaming);
        return forwarder.send(
                new RoutePlan(candidates(targets), Strategy.EXPLICIT, "test"),
                request,
                dialect.reply(request, new RequestId("req_1"), into),
                gone::get,
                departure);
    }

    private ModelRequest request(Dialect dialect, boolean streaming) {
        String path =
                switch (caller) {
                    case OPENAI_CHAT -> "/v1/chat/completions";
                    case ANTHROPIC_MESSAGES -> "/v1/messages";
                };
        String body =
                "{\"model\":\"m\",\"max_tokens\":9,\"stream\":"
                        + streaming
                        + furtherFields
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}";
        return dialect.decode(
                new Head("POST", path, "", Headers.NONE), body.getBytes(StandardCharsets.UTF_8));
    }

    static List<Candidate> candidates(int targets) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < targets; i++) {
            candidates.add(
                    new Candidate(
                            new DeploymentId("p" + i + "/m"),
                            new ModelId("model-" + i),
                            new ProviderName("p" + i),
                            "m",
                            TARIFF,
                            OptionalInt.empty()));
        }
        return candidates;
    }

    /** The rules with this many failures to open a circuit, and this cooldown. */
    static ForwardingRules breaker(int failures, Duration cooldown) {
        ForwardingRules rules = ForwardingRules.DEFAULTS;
        return new ForwardingRules(
                failures,
                cooldown,
                rules.maxAttempts(),
                rules.maxAnswerBytes(),
                rules.maxSseLineBytes(),
                rules.keepAliveEvery(),
                rules.maxRetryAfterWait());
    }
}
