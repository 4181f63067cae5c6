package io.sallyport.bench;

import io.sallyport.dialect.AnswerReader;
import io.sallyport.dialect.Dialect;
import io.sallyport.dialect.Dialects;
import io.sallyport.dialect.SseEvent;
import io.sallyport.dialect.SseReader;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Tariff;
import io.sallyport.exchange.content.ModelRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the work on the bytes of one request costs, step by step, without sockets. JMH runs it; see
 * docs/reference/benchmark.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PathBenchmarks {
    static final Candidate CANDIDATE =
            new Candidate(
                    new DeploymentId("p/served"),
                    new ModelId("served"),
                    new ProviderName("p"),
                    "upstream-name",
                    new Tariff("1", NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO),
                    OptionalInt.of(1000));
    private static final Head HEAD = new Head("POST", "/v1/chat/completions", "", Headers.NONE);
    private static final int LONGEST_LINE = 1 << 20;

    /** Size of the request body in bytes. */
    @Param({"1024", "20480"})
    public int bytes;

    private final Dialects dialects = new Dialects(Clock.systemUTC());
    private final Dialect openAi = dialects.named(DialectName.OPENAI_CHAT);
    private final Dialect anthropic = dialects.named(DialectName.ANTHROPIC_MESSAGES);
    private final byte[] stream =
            String.join("", MockAnswers.chatEvents()).getBytes(StandardCharsets.UTF_8);
    private byte[] body = {};
    private ModelRequest request;

    /** JMH makes it, then calls {@link #prepare}. */
    public PathBenchmarks() {
        request = openAi.decode(HEAD, RequestBody.of("m", 1024, false));
    }

    /** The request of the size that is measured. */
    @Setup
    public void prepare() {
        body = RequestBody.of("m", bytes, false);
        request = openAi.decode(HEAD, body);
    }

    /** One pass over the body that finds what the path needs. */
    @Benchmark
    public ModelRequest scan() {
        return openAi.decode(HEAD, body);
    }

    /** The body for an upstream of the same dialect. */
    @Benchmark
    public Object splice() {
        return openAi.encode(request, CANDIDATE);
    }

    /** Scan, tree and writing for an upstream of the other dialect. */
    @Benchmark
    public Object translate() {
        return anthropic.encode(openAi.decode(HEAD, body), CANDIDATE);
    }

    /** A stream of 20 events, read and understood; the size of the request plays no part. */
    @Benchmark
    public void sse(Blackhole hole) throws IOException {
        SseReader events = new SseReader(new ByteArrayInputStream(stream), LONGEST_LINE);
        AnswerReader answer = openAi.reader(request, CANDIDATE);
        for (Optional<SseEvent> event = events.next(); event.isPresent(); event = events.next()) {
            hole.consume(answer.event(event.get()));
        }
    }
}
