package io.sallyport.exchange;

/**
 * The prices of one deployment at one time, in nano-USD per token. A candidate carries its own, so
 * nobody after the router looks a price up.
 *
 * @param version the version of the price list, for re-rating
 * @param input price of an uncached input token
 * @param cacheRead price of an input token read from a cache
 * @param cacheWrite price of an input token written to a cache
 * @param output price of an output token
 */
public record Tariff(
        String version, NanoUsd input, NanoUsd cacheRead, NanoUsd cacheWrite, NanoUsd output) {

    /** What this usage costs: tokens × price, summed. */
    public NanoUsd cost(Usage usage) {
        return input.times(usage.input())
                .plus(cacheRead.times(usage.cacheRead()))
                .plus(cacheWrite.times(usage.cacheWrite()))
                .plus(output.times(usage.output()));
    }
}
