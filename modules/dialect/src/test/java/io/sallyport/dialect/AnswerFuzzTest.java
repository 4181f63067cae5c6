package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Cuts, flips and swaps pieces of good answers, and asserts that nothing but a {@link
 * ProtocolFault} or a {@link LimitPassed} comes out of it, whoever the caller is. The seed is
 * fixed: a failure can be had again.
 */
class AnswerFuzzTest {
    private static final int ROUNDS = 3000;

    @Test
    void nothingButAFaultInWordsEscapesFromAnyAnswer() {
        // Given
        SplittableRandom random = new SplittableRandom(20261124);
        int good = 0;
        // When
        for (int round = 0; round < ROUNDS; round++) {
            for (Golden golden : Golden.ALL) {
                byte[] mutated = Mutation.of(Samples.bytes(golden.body()), random);
                for (Dialect caller : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
                    good += survives(golden, mutated, caller) ? 1 : 0;
                }
            }
        }
        // Then: the mutations are neither all harmless nor all deadly
        assertThat(good).isBetween(ROUNDS / 10, ROUNDS * Golden.ALL.size() * 2 - ROUNDS);
    }

    @Test
    void theUnharmedAnswersReachBothCallers() {
        for (Golden golden : Golden.ALL) {
            for (Dialect caller : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
                // When
                boolean survives = survives(golden, Samples.bytes(golden.body()), caller);
                // Then
                assertThat(survives).isTrue();
            }
        }
    }

    @Test
    void aStreamThatIsCutAnywhereNeverEndsCleanly() {
        for (Golden golden : Golden.ALL) {
            byte[] whole = Samples.bytes(golden.body());
            int end = golden.body().lastIndexOf("data: ") + 6;
            for (int length = 0; golden.stream() && length < end; length += 7) {
                for (Dialect caller : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
                    // Given
                    FakeSink sink = new FakeSink();
                    // When
                    play(golden, Arrays.copyOf(whole, length), caller, sink);
                    // Then
                    assertThat(sink.ended).isFalse();
                    assertThat(sink.text()).doesNotContain("[DONE]").doesNotContain("message_stop");
                }
            }
        }
    }

    /** Whether the answer reached the caller; false when it was a fault. */
    private static boolean survives(Golden golden, byte[] bytes, Dialect caller) {
        try {
            FakeSink sink = new FakeSink();
            play(golden, bytes, caller, sink);
            return sink.ended;
        } catch (ProtocolFault | LimitPassed fault) {
            return false;
        }
    }

    private static void play(Golden golden, byte[] bytes, Dialect caller, FakeSink sink) {
        var request =
                caller.equals(Samples.OPENAI)
                        ? Samples.chatWith("'stream_options':{'include_usage':true}")
                        : Samples.messagesWith("'top_k':1");
        AnswerReader reader = golden.upstream().reader(request, Samples.CANDIDATE);
        Reply reply = caller.reply(request, Samples.ID, sink);
        reply.servedBy(Samples.served());
        if (!golden.stream()) {
            reply.answer(reader.whole(bytes));
            return;
        }
        try {
            SseReader events = new SseReader(new ByteArrayInputStream(bytes), 1 << 20);
            Optional<SseEvent> next = events.next();
            while (next.isPresent() && !reader.ended()) {
                UpstreamEvent event = reader.event(next.get());
                if (event.fault().isPresent()) {
                    return;
                }
                reply.event(event);
                next = events.next();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (reader.ended()) {
            reply.end();
        }
    }
}
