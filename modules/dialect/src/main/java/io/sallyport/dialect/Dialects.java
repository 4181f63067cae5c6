package io.sallyport.dialect;

import io.sallyport.exchange.DialectName;
import io.sallyport.exchange.Head;

/** All dialects that the gateway speaks. Immutable. */
public final class Dialects {
    private final Dialect openAi = new OpenAiChat();
    private final Dialect anthropic = new AnthropicMessages();

    /** Lists them here; nothing is discovered. */
    public Dialects() {}

    /**
     * The dialect of a request, by path first and headers second; never throws, so that unknown
     * paths are refused in the envelope that fits.
     */
    public Dialect of(Head head) {
        EndpointPath path = EndpointPath.of(head);
        if (path.prefix().equals("openai") || path.is("chat/completions")) {
            return openAi;
        }
        boolean messages =
                !path.segments().isEmpty() && path.segments().getFirst().equals("messages");
        boolean headers =
                head.headers().first("anthropic-version").isPresent()
                        || head.headers().first("x-api-key").isPresent();
        return path.prefix().equals("anthropic") || messages || headers ? anthropic : openAi;
    }

    /** The dialect of this name. */
    public Dialect named(DialectName name) {
        return switch (name) {
            case OPENAI_CHAT -> openAi;
            case ANTHROPIC_MESSAGES -> anthropic;
        };
    }
}
