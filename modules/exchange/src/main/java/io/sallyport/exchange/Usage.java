package io.sallyport.exchange;

/**
 * Tokens of one answer, disjoint where prices differ (all ≥ 0).
 *
 * @param input input tokens that were neither read from nor written to a cache
 * @param cacheRead input tokens read from the provider's prompt cache
 * @param cacheWrite input tokens written to the provider's prompt cache
 * @param cacheWriteHour the part of {@code cacheWrite} that is kept for an hour instead of minutes
 * @param output output tokens, reasoning included
 * @param reasoning the part of {@code output} that was reasoning
 */
public record Usage(
        long input,
        long cacheRead,
        long cacheWrite,
        long cacheWriteHour,
        long output,
        long reasoning) {

    /** No token at all. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

    /** Refuses negative counts, and an hour's part that is more than the whole. */
    public Usage {
        if (input < 0 || cacheRead < 0 || cacheWriteHour < 0 || output < 0 || reasoning < 0) {
            throw new IllegalArgumentException("negative token count");
        }
        if (cacheWriteHour > cacheWrite) {
            throw new IllegalArgumentException("more written for an hour than written");
        }
    }

    /** Tokens of which none is written to a cache for an hour. */
    public Usage(long input, long cacheRead, long cacheWrite, long output, long reasoning) {
        this(input, cacheRead, cacheWrite, 0, output, reasoning);
    }

    /** The same with this output, if it has less. */
    public Usage withOutputOfAtLeast(long least) {
        return new Usage(
                input, cacheRead, cacheWrite, cacheWriteHour, Math.max(output, least), reasoning);
    }

    /** All input tokens, cached or not (what OpenAI calls {@code prompt_tokens}). */
    public long allInput() {
        return input + cacheRead + cacheWrite;
    }
}
