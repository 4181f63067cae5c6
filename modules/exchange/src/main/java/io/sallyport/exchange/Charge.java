package io.sallyport.exchange;

/**
 * What an exchange costs. The bill of a caller is {@code billed} (returned results only, at the
 * price of the model that served); a budget is debited with both, because it limits what the
 * company may have to pay.
 *
 * @param billed for results that reached the caller
 * @param atRisk what providers may charge for attempts that returned nothing
 */
public record Charge(NanoUsd billed, NanoUsd atRisk) {

    /** Nothing to pay. */
    public static final Charge NONE = new Charge(NanoUsd.ZERO, NanoUsd.ZERO);
}
