package io.sallyport.dialect;

import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.DeploymentId;
import io.sallyport.exchange.Head;
import io.sallyport.exchange.Headers;
import io.sallyport.exchange.ModelId;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.ProviderName;
import io.sallyport.exchange.RequestId;
import io.sallyport.exchange.RoutePlan;
import io.sallyport.exchange.Strategy;
import io.sallyport.exchange.Tariff;
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
                CANDIDATE,
                1,
                new RoutePlan(List.of(CANDIDATE), Strategy.EXPLICIT, "by name", List.of()));
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
}
