package io.sallyport.forwarding;

import io.sallyport.exchange.DialectName;

/**
 * What upstreams say, in each protocol: the word {@code pong} with 10 input and 5 output tokens.
 * The shapes are those of the vendors' API references.
 */
final class Said {
    private Said() {}

    static String whole(DialectName dialect) {
        return switch (dialect) {
            case OPENAI_CHAT ->
                    """
                    {"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,\
                    "message":{"role":"assistant","content":"pong"},"finish_reason":"stop"}],\
                    "usage":{"prompt_tokens":10,"completion_tokens":5}}\
                    """;
            case ANTHROPIC_MESSAGES ->
                    """
                    {"id":"msg_1","type":"message","role":"assistant","model":"m",\
                    "content":[{"type":"text","text":"pong"}],"stop_reason":"end_turn",\
                    "stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":5}}\
                    """;
        };
    }

    /** The beginning of a stream, without content. */
    static String opening(DialectName dialect) {
        return switch (dialect) {
            case OPENAI_CHAT ->
                    """
                    data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"role":"assistant"},"finish_reason":null}]}

                    """;
            case ANTHROPIC_MESSAGES ->
                    """
                    event: message_start
                    data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":10,"output_tokens":1}}}

                    event: content_block_start
                    data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                    """;
        };
    }

    /** One piece of content. */
    static String piece(DialectName dialect, String text) {
        return switch (dialect) {
            case OPENAI_CHAT ->
                    """
                    data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}]}

                    """
                            .formatted(text);
            case ANTHROPIC_MESSAGES ->
                    """
                    event: content_block_delta
                    data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}}

                    """
                            .formatted(text);
        };
    }

    /** The clean end of a stream. */
    static String closing(DialectName dialect) {
        return switch (dialect) {
            case OPENAI_CHAT ->
                    """
                    data: {"id":"c","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                    data: {"id":"c","model":"m","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5}}

                    data: [DONE]

                    """;
            case ANTHROPIC_MESSAGES ->
                    """
                    event: content_block_stop
                    data: {"type":"content_block_stop","index":0}

                    event: message_delta
                    data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}}

                    event: message_stop
                    data: {"type":"message_stop"}

                    """;
        };
    }

    static String stream(DialectName dialect) {
        return opening(dialect) + piece(dialect, "pong") + closing(dialect);
    }

    static String error(DialectName dialect, String type) {
        return switch (dialect) {
            case OPENAI_CHAT ->
                    "{\"error\":{\"message\":\"upstream text\",\"type\":\"%s\",\"param\":null,\"code\":null}}"
                            .formatted(type);
            case ANTHROPIC_MESSAGES ->
                    "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"upstream text\"}}"
                            .formatted(type);
        };
    }

    /** An error inside a stream. */
    static String errorEvent(DialectName dialect, String type) {
        return switch (dialect) {
            case OPENAI_CHAT -> "data: " + error(dialect, type) + "\n\n";
            case ANTHROPIC_MESSAGES -> "event: error\ndata: " + error(dialect, type) + "\n\n";
        };
    }

    /** What only a clean end has. */
    static String endMark(DialectName dialect) {
        return switch (dialect) {
            case OPENAI_CHAT -> "[DONE]";
            case ANTHROPIC_MESSAGES -> "message_stop";
        };
    }
}
