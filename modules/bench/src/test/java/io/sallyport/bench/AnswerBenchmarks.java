package io.sallyport.bench;

import io.sallyport.dialect.AnswerReader;
import io.sallyport.dialect.Dialect;
import io.sallyport.dialect.Dialects;
import io.sallyport.dialect.Reply;
import io.sallyport.dialect.ResponseSink;
import io.sallyport.dialect.Served;
import io.sallyport.dialect.SseEvent;
import io.sallyport.dialect.SseReader;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.content.ModelRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to read an upstream's answer and to write it for the caller, of both protocols and
 * in between, without sockets. JMH runs it; see docs/reference/benchmark.md.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AnswerBenchmarks {
    private static final Candidate CANDIDATE = PathBenchmarks.CANDIDATE;
    private static final Served SERVED =
            new Served(
                    CANDIDATE, 1, new RoutePlan(List.of(CANDIDATE), Strategy.EXPLICIT, "by name"));
    private static final RequestId ID = new RequestId("req_01234567890123456789012345");
    private static final int LONGEST_LINE = 1 << 20;

    private final Dialects dialects = new Dialects(Clock.systemUTC());
    private final Dialect openAi = dialects.named(DialectName.OPENAI_CHAT);
    private final Dialect anthropic = dialects.named(DialectName.ANTHROPIC_MESSAGES);
    private final ModelRequest chatRequest = request(openAi, "/v1/chat/completions");
    private final ModelRequest messagesRequest = request(anthropic, "/v1/messages");
    private final byte[] chat = bytes(MockAnswers.chat());
    private final byte[] messages = bytes(MockAnswers.messages());
    private final byte[] chatStream = bytes(String.join("", MockAnswers.chatEvents()));
    private final byte[] messagesStream = bytes(String.join("", MockAnswers.messagesEvents()));

    /** JMH makes it. */
    public AnswerBenchmarks() {}

    private static ModelRequest request(Dialect dialect, String path) {
        return dialect.decode(
                new Head("POST", path, "", Headers.NONE), RequestBody.of("m", 1024, true));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A whole answer of an OpenAI upstream for an OpenAI caller. */
    @Benchmark
    public void chat(Blackhole hole) {
        whole(openAi, chat, openAi.reply(chatRequest, ID, new Swallowing(hole)));
    }

    /** A whole answer of an Anthropic upstream for an Anthropic caller. */
    @Benchmark
    public void messages(Blackhole hole) {
        whole(anthropic, messages, anthropic.reply(messagesRequest, ID, new Swallowing(hole)));
    }

    /** A whole answer of an Anthropic upstream for an OpenAI caller. */
    @Benchmark
    public void translated(Blackhole hole) {
        whole(anthropic, messages, openAi.reply(chatRequest, ID, new Swallowing(hole)));
    }

    /** A stream of 20 events of an OpenAI upstream for an OpenAI caller. */
    @Benchmark
    public void chatStream(Blackhole hole) throws IOException {
        stream(openAi, chatStream, openAi.reply(chatRequest, ID, new Swallowing(hole)));
    }

    /** A stream of 20 events of an Anthropic upstream for an Anthropic caller. */
    @Benchmark
    public void messagesStream(Blackhole hole) throws IOException {
        stream(
                anthropic,
                messagesStream,
                anthropic.reply(messagesRequest, ID, new Swallowing(hole)));
    }

    /** A stream of 20 events of an Anthropic upstream for an OpenAI caller. */
    @Benchmark
    public void translatedStream(Blackhole hole) throws IOException {
        stream(anthropic, messagesStream, openAi.reply(chatRequest, ID, new Swallowing(hole)));
    }

    private void whole(Dialect upstream, byte[] body, Reply reply) {
        reply.servedBy(SERVED);
        reply.answer(upstream.reader(chatRequest, CANDIDATE).whole(body));
    }

    private void stream(Dialect upstream, byte[] bytes, Reply reply) throws IOException {
        reply.servedBy(SERVED);
        SseReader events = new SseReader(new ByteArrayInputStream(bytes), LONGEST_LINE);
        AnswerReader answer = upstream.reader(chatRequest, CANDIDATE);
        for (Optional<SseEvent> event = events.next(); event.isPresent(); event = events.next()) {
            reply.event(answer.event(event.get()));
        }
        reply.end();
    }

    /** Hands to JMH what would go to a caller. */
    private record Swallowing(Blackhole hole) implements ResponseSink {
        @Override
        public void send(int status, Headers headers, byte[] body) {
            hole.consume(body);
        }

        @Override
        public void begin(int status, Headers headers) {}

        @Override
        public void write(byte[] piece) {
            hole.consume(piece);
        }

        @Override
        public void flush() {}

        @Override
        public void end() {}

        @Override
        public void abort() {}
    }
}
