package io.sallyport.exchange;

/**
 * The prices of one deployment at one time, in nano-USD per million tokens, the unit in which
 * vendors publish them (USD per million tokens with up to nine decimals). A candidate carries its
 * own, so nobody after the router looks a price up.
 *
 * @param version the version of the price list, for re-rating
 * @param input price of a million uncached input tokens
 * @param cacheRead price of a million input tokens read from a cache
 * @param cacheWrite price of a million input tokens written to a cache
 * @param cacheWriteHour price of a million input tokens written to a cache for an hour
 * @param output price of a million output tokens
 */
public record Tariff(
        String version,
        NanoUsd input,
        NanoUsd cacheRead,
        NanoUsd cacheWrite,
        NanoUsd cacheWriteHour,
        NanoUsd output) {
    private static final long UNIT = 1_000_000;

    /** Prices that make no difference of how long a cache is kept. */
    public Tariff(
            String version, NanoUsd input, NanoUsd cacheRead, NanoUsd cacheWrite, NanoUsd output) {
        this(version, input, cacheRead, cacheWrite, cacheWrite, output);
    }

    /**
     * What this usage costs: tokens × price ÷ 10⁶, summed exactly and rounded up once to a whole
     * nano-USD. {@link ArithmeticException} instead of wrapping.
     */
    public NanoUsd cost(Usage usage) {
        long minutes = usage.cacheWrite() - usage.cacheWriteHour();
        long[] tokens = {
            usage.input(), usage.cacheRead(), minutes, usage.cacheWriteHour(), usage.output()
        };
        NanoUsd[] prices = {input, cacheRead, cacheWrite, cacheWriteHour, output};
        long whole = 0;
        long millionths = 0;
        for (int i = 0; i < tokens.length; i++) {
            // Split, because tokens × price of a long answer does not fit into 64 bits.
            long price = prices[i].value();
            whole = Math.addExact(whole, Math.multiplyExact(tokens[i], price / UNIT));
            long rest = Math.multiplyExact(tokens[i], price % UNIT);
            millionths = Math.addExact(millionths, rest);
        }
        return new NanoUsd(Math.addExact(whole, Math.ceilDiv(millionths, UNIT)));
    }
}
