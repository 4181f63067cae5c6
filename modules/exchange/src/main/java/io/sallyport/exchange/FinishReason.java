package io.sallyport.exchange;

/** Why a model stopped; the union of what the protocols know. */
public enum FinishReason {
    /** It was done. */
    STOP,
    /** It met a stop sequence of the request. */
    STOP_SEQUENCE,
    /** It calls tools and waits for their results. */
    TOOL_CALLS,
    /** The limit of output tokens was reached. */
    LENGTH,
    /** The context window was full. */
    CONTEXT_WINDOW,
    /** It refused, or a content filter stopped it. */
    REFUSAL,
    /** A long turn was paused; the caller may continue it. */
    PAUSE_TURN
}
