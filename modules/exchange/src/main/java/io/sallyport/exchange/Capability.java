package io.sallyport.exchange;

/** What a request may need of a model and a model may offer. */
public enum Capability {
    /** Function tools. */
    TOOLS,
    /** Several tool calls in one turn. */
    PARALLEL_TOOLS,
    /** Images in the input. */
    IMAGES,
    /** Documents (PDF) in the input. */
    DOCUMENTS,
    /** Answers that follow a JSON schema. */
    STRUCTURED_OUTPUT,
    /** Thinking (reasoning) on request. */
    REASONING,
    /** Answers as a stream of events. */
    STREAMING
}
