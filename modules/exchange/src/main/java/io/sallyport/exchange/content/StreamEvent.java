package io.sallyport.exchange.content;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.FinishReason;
import io.sallyport.exchange.Usage;
import java.util.Optional;

/**
 * A step of a streamed answer in the neutral form. Deltas say themselves what they belong to; the
 * writer of a protocol with blocks opens and closes them. Prints its kind and length only.
 */
public sealed interface StreamEvent {

    /** The answer began; not content. */
    record Started(String id) implements StreamEvent {}

    /** More text. */
    record TextDelta(String text) implements StreamEvent {
        @Override
        public String toString() {
            return "TextDelta[" + text.length() + "]";
        }
    }

    /** More thinking. */
    record ThinkingDelta(String text) implements StreamEvent {
        @Override
        public String toString() {
            return "ThinkingDelta[" + text.length() + "]";
        }
    }

    /** The vendor's signature of the thinking before it, byte for byte. */
    record ThinkingSignature(String signature, DialectName origin) implements StreamEvent {
        @Override
        public String toString() {
            return "ThinkingSignature[" + signature.length() + "]";
        }
    }

    /** A whole block of encrypted thinking. */
    record RedactedThinking(String data, DialectName origin) implements StreamEvent {
        @Override
        public String toString() {
            return "RedactedThinking[" + data.length() + "]";
        }
    }

    /** More words of refusal. */
    record RefusalDelta(String text) implements StreamEvent {
        @Override
        public String toString() {
            return "RefusalDelta[" + text.length() + "]";
        }
    }

    /** A tool call began; {@code index} counts the calls of this answer from 0. */
    record ToolCallStarted(int index, String id, String name) implements StreamEvent {
        @Override
        public String toString() {
            return "ToolCallStarted[" + index + "]";
        }
    }

    /** More of the JSON text of a tool call's arguments. */
    record ToolCallDelta(int index, String json) implements StreamEvent {
        @Override
        public String toString() {
            return "ToolCallDelta[" + index + ", " + json.length() + "]";
        }
    }

    /** Tokens so far; cumulative: it replaces what was reported before. */
    record UsageSoFar(Usage usage) implements StreamEvent {}

    /** The model stopped. */
    record Finished(FinishReason reason, Optional<String> stopSequence) implements StreamEvent {}
}
