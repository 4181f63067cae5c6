package io.sallyport.forwarding;

import io.sallyport.dialect.AnswerReader;
import io.sallyport.exchange.Attempt;
import io.sallyport.exchange.AttemptOutcome;
import io.sallyport.exchange.Candidate;
import io.sallyport.exchange.NanoUsd;
import io.sallyport.exchange.Shape;
import io.sallyport.exchange.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes the times, tokens and costs of one attempt. */
final class Meter {
    private final Candidate candidate;
    private final Shape shape;
    private final AnswerReader reader;
    private final Instant startedAt;
    private final long startedNanos = System.nanoTime();
    private OptionalInt status = OptionalInt.empty();
    private Optional<Duration> firstByte = Optional.empty();
    private Optional<Duration> firstContent = Optional.empty();
    private long spoken;

    Meter(Candidate candidate, Shape shape, AnswerReader reader, Clock clock) {
        this.candidate = candidate;
        this.shape = shape;
        this.reader = reader;
        this.startedAt = clock.instant();
    }

    Candidate candidate() {
        return candidate;
    }

    /** The head of a response came. */
    void responded(int code) {
        status = OptionalInt.of(code);
        firstByte = Optional.of(elapsed());
    }

    boolean hasResponded() {
        return status.isPresent();
    }

    /**
     * How long a caller waited for something to read: until the first content of a stream (a head
     * alone tells nothing), or until a whole answer began.
     */
    Optional<Duration> waiting() {
        return shape.streaming() ? firstContent : firstByte;
    }

    boolean streams() {
        return shape.streaming();
    }

    void spoke(long bytes) {
        if (spoken == 0 && bytes > 0) {
            firstContent = Optional.of(elapsed());
        }
        spoken += bytes;
    }

    /**
     * Tokens as reported; estimated from the text when none were. What was reported in the middle
     * of an answer that did not end is too little, so then the estimate counts when it is more.
     */
    Usage usage() {
        long estimate = SpokenText.tokens(spoken);
        return reader.usage()
                .map(told -> reader.finished() ? told : told.withOutputOfAtLeast(estimate))
                .orElseGet(() -> new Usage(shape.estimatedInputTokens(), 0, 0, estimate, 0));
    }

    private boolean estimated() {
        return reader.usage().isEmpty() || !reader.finished();
    }

    /** What the answer costs at the price of its model; counting tokens is free everywhere. */
    NanoUsd cost() {
        return switch (shape.kind()) {
            case CHAT -> candidate.tariff().cost(usage());
            case TOKEN_COUNT -> NanoUsd.ZERO;
        };
    }

    private boolean heard() {
        return spoken > 0 || reader.usage().isPresent();
    }

    /** The attempt as it is remembered, now that it has ended. */
    Attempt attempt(AttemptState.Ended ended) {
        return switch (ended) {
            case AttemptState.Answered answered -> attempt(AttemptOutcome.ANSWERED, status, true);
            case AttemptState.CallerLeft left ->
                    attempt(AttemptOutcome.CALLER_GONE, status, heard());
            case AttemptState.BrokenOff broken -> attempt(AttemptOutcome.BROKEN_OFF, status, true);
            case AttemptState.Failed failed -> {
                OptionalInt said = failed.why().status();
                yield attempt(failed.why().outcome(), said.isPresent() ? said : status, heard());
            }
        };
    }

    /** The attempt that was not made, because of this. */
    Attempt notMade(AttemptOutcome because) {
        return attempt(because, status, false);
    }

    private Attempt attempt(AttemptOutcome outcome, OptionalInt code, boolean returned) {
        return new Attempt(
                candidate,
                startedAt,
                outcome,
                code,
                firstByte,
                elapsed(),
                returned ? usage() : Usage.NONE,
                returned && estimated());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }
}
