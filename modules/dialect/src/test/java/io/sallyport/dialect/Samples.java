package io.sallyport.dialect;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.Rejection;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.Tariff;
import io.sallyport.exchange.content.ModelRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** What the tests of both dialects share. */
final class Samples {
    static final RequestId ID = new RequestId("req_1");
    static final Dialects DIALECTS =
            new Dialects(Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC));
    static final Candidate CANDIDATE =
            new Candidate(
                    new DeploymentId("p/served"),
                    new ModelId("served"),
                    new ProviderName("p"),
                    "upstream-name",
                    new Tariff("1", NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO, NanoUsd.ZERO),
                    OptionalInt.of(1000));

    private Samples() {}

    static Served served() {
        return new Served(
                CANDIDATE, 1, new RoutePlan(List.of(CANDIDATE), Strategy.EXPLICIT, "by name"));
    }

    static Head post(String path) {
        return new Head("POST", path, "", Headers.NONE);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Feeds a recorded stream through a reader into a reply. */
    static void play(String stream, AnswerReader reader, Reply reply) {
        for (SseEvent event : events(stream)) {
            reply.event(reader.event(event));
        }
        if (reader.ended()) {
            reply.end();
        }
    }

    static List<SseEvent> events(String stream) {
        List<SseEvent> events = new ArrayList<>();
        SseReader reader = new SseReader(new ByteArrayInputStream(bytes(stream)), 1 << 20);
        try {
            Optional<SseEvent> next = reader.next();
            while (next.isPresent()) {
                events.add(next.get());
                next = reader.next();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return events;
    }

    static final Dialect OPENAI = DIALECTS.named(DialectName.OPENAI_CHAT);
    static final Dialect ANTHROPIC = DIALECTS.named(DialectName.ANTHROPIC_MESSAGES);

    /** A Chat Completions request; single quotes stand for double ones. */
    static ModelRequest chat(String body) {
        return OPENAI.decode(post("/v1/chat/completions"), bytes(json(body)));
    }

    /** A Chat request of one question with these further fields. */
    static ModelRequest chatWith(String fields) {
        return chat("{'model':'m','messages':[{'role':'user','content':'hi'}]," + fields + "}");
    }

    /** A Messages request; single quotes stand for double ones. */
    static ModelRequest messages(String body) {
        return ANTHROPIC.decode(post("/v1/messages"), bytes(json(body)));
    }

    /** A Messages request of one question with these further fields. */
    static ModelRequest messagesWith(String fields) {
        return messages(
                "{'model':'m','max_tokens':50,'messages':[{'role':'user','content':'hi'}],"
                        + fields
                        + "}");
    }

    static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    /** What an upstream of this dialect gets. */
    static JsonNode sent(ModelRequest request, Dialect upstream) {
        return Json.tree(upstream.encode(request, CANDIDATE).orElseThrow().bytes());
    }

    /** What it gets, byte for byte. */
    static String sentText(ModelRequest request, Dialect upstream) {
        return new String(
                upstream.encode(request, CANDIDATE).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    /** The refusal that this attempt ends with. */
    static Rejection refusal(Runnable attempt) {
        try {
            attempt.run();
        } catch (Rejected rejected) {
            return rejected.rejection();
        }
        throw new AssertionError("not refused");
    }

    /** The whole answer of an upstream as a caller of this dialect gets it. */
    static JsonNode answered(String body, Dialect upstream, Dialect caller) {
        FakeSink sink = new FakeSink();
        ModelRequest request =
                caller.equals(OPENAI) ? chatWith("'n':1") : messagesWith("'top_k':1");
        Reply reply = caller.reply(request, ID, sink);
        reply.servedBy(served());
        reply.answer(upstream.reader(request, CANDIDATE).whole(bytes(body)));
        return Json.tree(sink.bytes.toByteArray());
    }

    /** The stream of an upstream as a caller of this dialect gets it, usage included. */
    static List<JsonNode> streamed(String stream, Dialect upstream, Dialect caller) {
        return events(streamedText(stream, upstream, caller)).stream()
                .map(event -> new String(event.data(), StandardCharsets.UTF_8))
                .filter(data -> !data.equals("[DONE]"))
                .map(data -> Json.tree(bytes(data)))
                .toList();
    }

    static String streamedText(String stream, Dialect upstream, Dialect caller) {
        FakeSink sink = new FakeSink();
        ModelRequest request =
                caller.equals(OPENAI)
                        ? chatWith("'stream':true,'stream_options':{'include_usage':true}")
                        : messagesWith("'stream':true");
        Reply reply = caller.reply(request, ID, sink);
        reply.servedBy(served());
        play(stream, upstream.reader(request, CANDIDATE), reply);
        return sink.text();
    }

    /** The events of a stream of this dialect with these data, framed as the vendor does. */
    static String stream(Dialect dialect, String... data) {
        StringBuilder stream = new StringBuilder();
        for (String each : data) {
            String text = json(each);
            if (dialect.equals(ANTHROPIC)) {
                stream.append("event: ")
                        .append(Json.lenient(Json.tree(bytes(text)), "type"))
                        .append('\n');
            }
            stream.append("data: ").append(text).append("\n\n");
        }
        return stream.toString();
    }
}
