package io.sallyport.exchange.content;

import io.sallyport.exchange.Shape;
import java.util.function.Supplier;

/** What a caller wants of a model: the closed set of calls that are routed and forwarded. */
public sealed interface ModelRequest permits ChatRequest, TokenCountRequest {

    /** What it looks like from outside. */
    Shape shape();

    /** What the caller sent. */
    Payload payload();

    /**
     * The same request in the neutral form, decoded on the first call only, because a same-dialect
     * upstream never needs it. Throws {@link io.sallyport.exchange.Rejected} naming the field when
     * the body cannot be understood.
     */
    Conversation conversation();

    /**
     * What {@link #conversation} asks; the dialect that read the body keeps in it what its one scan
     * found, so that it need not scan again.
     */
    Supplier<Conversation> decoder();
}
