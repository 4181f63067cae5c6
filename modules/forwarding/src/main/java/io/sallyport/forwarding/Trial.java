package io.sallyport.forwarding;

import io.sallyport.dialect.AnswerReader;
import io.sallyport.dialect.Dialect;
import io.sallyport.dialect.ProtocolFault;
import io.sallyport.dialect.Reply;
import io.sallyport.dialect.SseEvent;
import io.sallyport.dialect.SseReader;
import io.sallyport.dialect.UpstreamAnswer;
import io.sallyport.dialect.UpstreamBody;
import io.sallyport.dialect.UpstreamEvent;
import io.sallyport.dialect.UpstreamFault;
import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.Usage;
import io.sallyport.exchange.content.ModelRequest;
import io.sallyport.exchange.content.TokenCountRequest;
import io.sallyport.provider.Provider;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One attempt at one deployment: sends, reads, brings to the reply, and takes the times. */
final class Trial {
    private static final int MOST_ERROR_BYTES = 64 << 10;
    private static final long MOST_TOKENS = 1_000_000_000;

    private final Forwarder.Tools tools;
    private final ModelRequest request;
    private final Candidate candidate;
    private final Health health;
    private final Forwarder.Caller caller;
    private final Reply reply;
    private final Provider provider;
    private final Dialect dialect;
    private final AnswerReader reader;
    private final Instant startedAt;
    private final long startedNanos = System.nanoTime();
    private OptionalInt status = OptionalInt.empty();
    private Optional<Duration> firstByte = Optional.empty();
    private @Nullable Instant firstContentAt;
    private long spoken;

    Trial(
            Forwarder.Tools tools,
            ModelRequest request,
            Candidate candidate,
            Health health,
            Forwarder.Caller caller) {
        this.tools = tools;
        this.request = request;
        this.candidate = candidate;
        this.health = health;
        this.caller = caller;
        this.reply = caller.reply();
        this.provider = tools.providers().of(candidate.provider());
        this.dialect = tools.dialects().named(provider.dialect());
        this.reader = dialect.reader(request, candidate);
        this.startedAt = tools.clock().instant();
    }

    /** Sends and brings the whole answer to the reply, or throws. */
    void run(UpstreamBody body) throws AttemptFailed {
        health.begin();
        try (UpstreamResponse response = tools.client().send(provider.call(body), caller)) {
            status = OptionalInt.of(response.status());
            firstByte = Optional.of(elapsed());
            accept(response);
            if (request.shape().streaming()) {
                stream(response);
            } else {
                whole(response);
            }
            health.measured(firstByte.get());
        } catch (NotConnected refused) {
            throw AttemptFailed.of(AttemptOutcome.CONNECT_FAILED, false);
        } catch (DeadlinePassed late) {
            throw AttemptFailed.of(AttemptOutcome.TIMED_OUT, true);
        } catch (IOException broken) {
            AttemptOutcome outcome =
                    status.isPresent()
                            ? AttemptOutcome.PROTOCOL_ERROR
                            : AttemptOutcome.CONNECT_FAILED;
            throw AttemptFailed.of(outcome, true);
        } catch (ProtocolFault fault) {
            throw AttemptFailed.of(AttemptOutcome.PROTOCOL_ERROR, true);
        } finally {
            health.end();
        }
    }

    /** Throws unless the head promises an answer of the protocol. */
    private void accept(UpstreamResponse response) throws IOException, AttemptFailed {
        if (response.status() < 200 || response.status() > 299) {
            throw failure(
                    dialect.fault(response.status(), response.headers(), errorBody(response)));
        }
        String wanted = request.shape().streaming() ? "text/event-stream" : "json";
        String type = response.headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
        String coding = response.headers().first("content-encoding").orElse("identity");
        if (!type.contains(wanted) || !coding.equalsIgnoreCase("identity")) {
            throw new ProtocolFault("a plain answer of type " + wanted);
        }
    }

    /** What an error says; a limit or a failure of the server counts even when it is cut off. */
    private static byte[] errorBody(UpstreamResponse response) throws IOException {
        try {
            return response.body().readNBytes(MOST_ERROR_BYTES);
        } catch (IOException cutOff) {
            if (response.status() == 429 || response.status() >= 500) {
                return new byte[0];
            }
            throw cutOff;
        }
    }

    private void whole(UpstreamResponse response) throws IOException {
        int most = tools.rules().maxAnswerBytes();
        byte[] body = response.body().readNBytes(most + 1);
        if (body.length > most) {
            throw new ProtocolFault("an answer of at most " + most + " bytes");
        }
        UpstreamAnswer answer = reader.whole(body);
        spoken = spokenIn(answer);
        firstContentAt = tools.clock().instant();
        reply.answer(answer);
    }

    /**
     * Read only when the upstream reported no usage; one that is not readable counts as nothing.
     */
    private long spokenIn(UpstreamAnswer answer) {
        if (request instanceof TokenCountRequest || reader.usage().isPresent()) {
            return 0;
        }
        try {
            return SpokenText.characters(answer.neutral().get());
        } catch (ProtocolFault unreadable) {
            return 0;
        }
    }

    private void stream(UpstreamResponse response) throws IOException, AttemptFailed {
        SseReader events = new SseReader(response.body(), tools.rules().maxSseLineBytes());
        while (!reader.ended()) {
            Optional<SseEvent> next = events.next();
            if (next.isEmpty()) {
                throw new ProtocolFault("the protocol's own end of the stream");
            }
            UpstreamEvent event = reader.event(next.get());
            if (event.fault().isPresent()) {
                throw failure(event.fault().get());
            }
            bring(event);
        }
        reply.end();
    }

    private void bring(UpstreamEvent event) {
        spoken += SpokenText.characters(event.meaning());
        reply.event(event);
        if (reply.committed()) {
            caller.wroteSomething();
        }
        if (event.content() && firstContentAt == null) {
            firstContentAt = tools.clock().instant();
        }
    }

    private AttemptFailed failure(UpstreamFault fault) {
        boolean mayHaveCost =
                switch (fault.outcome()) {
                    case TIMED_OUT, SERVER_ERROR, PROTOCOL_ERROR, BROKEN_OFF -> true;
                    case REFUSED,
                            CREDENTIAL_REFUSED,
                            RATE_LIMITED,
                            OVERLOADED,
                            CONNECT_FAILED,
                            CIRCUIT_OPEN,
                            ANSWERED,
                            CALLER_GONE ->
                            false;
                };
        return new AttemptFailed(
                fault.outcome(), fault.rejection(), fault.retryAfter(), status, mayHaveCost);
    }

    Candidate candidate() {
        return candidate;
    }

    Optional<Instant> firstContentAt() {
        return Optional.ofNullable(firstContentAt);
    }

    /** Tokens as reported, cut to what is possible; estimated from the text when none were. */
    Usage usage() {
        Optional<Usage> reported = reader.usage();
        if (reported.isEmpty()) {
            return new Usage(
                    request.shape().estimatedInputTokens(), 0, 0, SpokenText.tokens(spoken), 0);
        }
        Usage told = reported.get();
        return new Usage(
                cut(told.input()),
                cut(told.cacheRead()),
                cut(told.cacheWrite()),
                cut(told.output()),
                cut(told.reasoning()));
    }

    private static long cut(long tokens) {
        return Math.min(tokens, MOST_TOKENS);
    }

    NanoUsd cost() {
        return candidate.tariff().cost(usage());
    }

    NanoUsd inputCost() {
        long tokens = request.shape().estimatedInputTokens();
        return candidate.tariff().cost(new Usage(tokens, 0, 0, 0, 0));
    }

    Attempt attempt(AttemptFailed failed) {
        status = failed.status().isPresent() ? failed.status() : status;
        return attempt(failed.outcome());
    }

    Attempt attempt(AttemptOutcome outcome) {
        boolean returned = firstContentAt != null || reader.usage().isPresent();
        return new Attempt(
                candidate,
                startedAt,
                outcome,
                status,
                firstByte,
                elapsed(),
                returned ? usage() : Usage.NONE,
                returned && reader.usage().isEmpty());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }
}
