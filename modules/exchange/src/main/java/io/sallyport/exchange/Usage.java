package io.sallyport.exchange;

/**
 * Tokens of one answer, disjoint where prices differ (all ≥ 0).
 *
 * @param input input tokens that were neither read from nor written to a cache
 * @param cacheRead input tokens read from the provider's prompt cache
 * @param cacheWrite input tokens written to the provider's prompt cache
 * @param output output tokens, reasoning included
 * @param reasoning the part of {@code output} that was reasoning
 */
public record Usage(long input, long cacheRead, long cacheWrite, long output, long reasoning) {

    /** No token at all. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

    /** Refuses negative counts. */
    public Usage {
        if (input < 0 || cacheRead < 0 || cacheWrite < 0 || output < 0 || reasoning < 0) {
            throw new IllegalArgumentException("negative token count");
        }
    }

    /** All input tokens, cached or not (what OpenAI calls {@code prompt_tokens}). */
    public long allInput() {
        return input + cacheRead + cacheWrite;
    }
}
