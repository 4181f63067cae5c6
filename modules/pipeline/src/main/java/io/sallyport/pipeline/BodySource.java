package io.sallyport.pipeline;

/** The body of a request, read when its caller is known and not before. */
@FunctionalInterface
public interface BodySource {

    /**
     * The whole body; called at most once. Throws {@link io.sallyport.exchange.Rejected} ({@code
     * TOO_LARGE}, {@code REQUEST_TIMEOUT}) and {@link io.sallyport.dialect.CallerGone}.
     */
    byte[] read();
}
