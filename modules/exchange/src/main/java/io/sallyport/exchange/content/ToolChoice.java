package io.sallyport.exchange.content;

/** How free the model is in calling tools. */
public sealed interface ToolChoice {

    /** It decides. */
    record Auto() implements ToolChoice {}

    /** It must call none. */
    record None() implements ToolChoice {}

    /** It must call at least one. */
    record Required() implements ToolChoice {}

    /** It must call this one. */
    record Named(String name) implements ToolChoice {}
}
