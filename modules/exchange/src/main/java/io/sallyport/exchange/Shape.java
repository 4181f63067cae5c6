package io.sallyport.exchange;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a request looks like from outside, without its content: all that admission, routing and
 * audit may know of it.
 *
 * @param kind what is asked for
 * @param dialect the caller's protocol
 * @param models the names asked for, in the caller's order; the others after the first are its
 *     fallbacks
 * @param streaming whether the caller wants a stream of events
 * @param needs what the request needs of a model
 * @param inputBytes length of the body in bytes
 * @param estimatedInputTokens input tokens, estimated from bytes (an upper bound is not promised)
 * @param maxOutputTokens the caller's own limit of output tokens, if it gave one
 */
public record Shape(
        Kind kind,
        DialectName dialect,
        List<String> models,
        boolean streaming,
        Set<Capability> needs,
        long inputBytes,
        int estimatedInputTokens,
        OptionalInt maxOutputTokens) {

    /** What is asked for. */
    public enum Kind {
        /** A chat completion (OpenAI) or message (Anthropic). */
        CHAT,
        /** A count of the input tokens. */
        TOKEN_COUNT
    }

    /** Copies the collections; refuses a request without a model name. */
    public Shape {
        models = List.copyOf(models);
        needs = Set.copyOf(needs);
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a shape without a model name");
        }
        if (inputBytes < 0) {
            throw new IllegalArgumentException("inputBytes is negative");
        }
    }

    /** The model name that the caller asked for first. */
    public String requestedModel() {
        return models.getFirst();
    }
}
