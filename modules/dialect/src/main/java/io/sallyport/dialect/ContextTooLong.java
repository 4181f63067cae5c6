package io.sallyport.dialect;

import io.sallyport.exchange.Meaning;
import io.sallyport.exchange.Rejection;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The input (and the wished output) exceed the context window. The numbers are parsed from what the
 * upstream said; each dialect re-makes the sentence that its clients recognise.
 *
 * @param input input tokens of the request, if the upstream told
 * @param output the wished output tokens, if they are part of the problem
 * @param limit tokens of the context window, if the upstream told
 */
record ContextTooLong(OptionalLong input, OptionalLong output, OptionalLong limit)
        implements Rejection {

    /** Nothing is known but that it was too long. */
    static final ContextTooLong UNKNOWN =
            new ContextTooLong(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    @Override
    public String code() {
        return "context_length_exceeded";
    }

    @Override
    public Meaning meaning() {
        return Meaning.CONTEXT_TOO_LONG;
    }

    @Override
    public Optional<String> field() {
        return Optional.of("messages");
    }

    /** OpenAI's wording, which OpenAI clients and Claude Code recognise. */
    @Override
    public String message() {
        if (limit.isEmpty()) {
            return "The input exceeds the model's maximum context length. Shorten the messages.";
        }
        String most = "This model's maximum context length is " + limit.getAsLong() + " tokens. ";
        if (input.isEmpty()) {
            return most + "Please reduce the length of the messages.";
        }
        return most
                + "However, your messages resulted in "
                + input.getAsLong()
                + " tokens"
                + (output.isPresent()
                        ? " and " + output.getAsLong() + " tokens of output were requested"
                        : "")
                + ". Please reduce the length of the messages.";
    }

    /** Anthropic's wording, which Claude Code parses in order to recover. */
    String anthropicMessage() {
        if (input.isPresent() && output.isPresent() && limit.isPresent()) {
            return "input length and `max_tokens` exceed context limit: "
                    + input.getAsLong()
                    + " + "
                    + output.getAsLong()
                    + " > "
                    + limit.getAsLong()
                    + ", decrease input length or `max_tokens` and try again";
        }
        if (input.isPresent() && limit.isPresent()) {
            return "prompt is too long: "
                    + input.getAsLong()
                    + " tokens > "
                    + limit.getAsLong()
                    + " maximum";
        }
        return "Input is too long.";
    }
}
