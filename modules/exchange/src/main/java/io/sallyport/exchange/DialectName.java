package io.sallyport.exchange;

/** The wire protocols that the gateway speaks. */
public enum DialectName {
    /** OpenAI Chat Completions. */
    OPENAI_CHAT,
    /** Anthropic Messages. */
    ANTHROPIC_MESSAGES
}
