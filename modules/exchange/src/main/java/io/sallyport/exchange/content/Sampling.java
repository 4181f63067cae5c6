package io.sallyport.exchange.content;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Limits and randomness of an answer.
 *
 * @param maxOutputTokens the caller's limit
 * @param stop stop sequences
 */
public record Sampling(
        OptionalInt maxOutputTokens,
        OptionalDouble temperature,
        OptionalDouble topP,
        OptionalInt topK,
        List<String> stop) {

    /** Copies the list. */
    public Sampling {
        stop = List.copyOf(stop);
    }

    @Override
    public String toString() {
        return "Sampling[" + maxOutputTokens + "]";
    }
}
